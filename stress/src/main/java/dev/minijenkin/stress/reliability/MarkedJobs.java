package dev.minijenkin.stress.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Jobs whose processes write down outside the database that they began and that they came to their
/// end, under a word that each process makes for itself: `RUN.PID.TIME.RANDOM`.
///
/// @param begun the words of processes that began
/// @param ended of these, those that came to their end
record MarkedJobs(Set<String> begun, Set<String> ended) {
    /// A workflow whose only job prints numbered lines, each with the word of its process. Of some
    /// jobs a process goes on when the step has ended, which the runner has to end.
    ///
    /// @param marks the file that it writes to; each process has it open
    static String workflow(Path marks, int lines) {
        return """
        name: worked
        on: push
        jobs:
          only:
            runs-on: [linux]
            steps:
              - run: |
                  exec 9>> '%s'
                  me=${{ github.run_id }}.$$.$EPOCHREALTIME.$RANDOM
                  echo "begin $me" >&9
                  [ $((${{ github.run_id }} %% 20)) != 0 ] || sleep 1000 > /dev/null 2>&1 &
                  for ((i = 1; i <= %d; i++)); do
                    echo "$i $me"
                    [ $i != %d ] || sleep 0.1
                  done
                  echo "end $me" >&9
        """
                .formatted(marks, lines, Math.max(1, lines / 2));
    }

    static MarkedJobs read(Path marks) throws IOException {
        Set<String> begun = new HashSet<>();
        Set<String> ended = new HashSet<>();
        for (String line : Files.readAllLines(marks, UTF_8)) {
            String[] words = line.split(" ", -1);
            (words[0].equals("begin") ? begun : ended).add(words[1]);
        }
        return new MarkedJobs(begun, ended);
    }
}
