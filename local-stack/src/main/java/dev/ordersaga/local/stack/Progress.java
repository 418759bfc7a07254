package dev.ordersaga.local.stack;

/** Tells a person how the start and the stop get on. Called by several threads. */
public interface Progress {

    /** A line that stays. */
    void line(String text);

    /** Some work begins that may take seconds; the caller ends it with one of the step's methods. */
    Step begin(String what);

    /** Work that was begun. */
    interface Step {

        void done(String detail);

        void failed(String reason);

        /** Nobody is interested any more. */
        void abandoned();
    }

    /** Tells nobody. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void line(String text) {
                // nobody listens
            }

            @Override
            public Step begin(String what) {
                return new Step() {
                    @Override
                    public void done(String detail) {
                        // nobody listens
                    }

                    @Override
                    public void failed(String reason) {
                        // nobody listens
                    }

                    @Override
                    public void abandoned() {
                        // nobody listens
                    }
                };
            }
        };
    }
}
