package dev.minijenkin.stress.step;

/// Steps of a job that writes an action into its workspace and uses it; nothing of it does
/// anything. At the margin of a list of steps.
final class ActionSteps {
    private ActionSteps() {}

    /// An action of so many steps, used once.
    static String composite(int steps) {
        return """
        - run: |
            mkdir act
            {
              echo 'runs: {using: composite, steps: ['
              for i in {1..%d}; do echo '{run: "true", shell: bash},'; done
              echo ']}'
            } > act/action.yml
        - uses: ./act
        """
                .formatted(steps);
    }

    /// An action in JavaScript, used so often.
    static String node(int uses) {
        return """
        - run: |
            mkdir act
            echo 'runs: {using: node20, main: index.js}' > act/action.yml
            echo '' > act/index.js
        """
                + "- uses: ./act\n".repeat(uses);
    }
}
