package dev.minijenkin.runner;

import dev.minijenkin.runner.host.container.EngineSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// A program in the place of `docker` that writes down how it is called, and carries out what is to
/// run in a container on this machine, with the paths of the container turned into those of the
/// machine.
record FakeDocker(Path folder) {
    private static final String PROGRAM =
            """
            #!/bin/bash
            dir=$(cd "$(dirname "$0")" && pwd)
            printf '%s\\n' "${*//$'\\n'/ }" >> "$dir/calls"
            if [ -e "$dir/away" ]; then
                echo "Cannot connect to the Docker daemon at unix:///run/docker.sock." >&2
                exit 1
            fi
            # What an option takes stands behind it, but for those of the list.
            words() {
                volumes=() names=() labels=() env_file='' workdir='' name=''
                while [ $# -gt 0 ]; do
                    case $1 in
                        --volume) volumes+=("$2"); shift 2 ;;
                        --env) names+=("$2"); shift 2 ;;
                        --label) labels+=("$2"); shift 2 ;;
                        --env-file) env_file=$2; shift 2 ;;
                        --workdir) workdir=$2; shift 2 ;;
                        --name) name=$2; shift 2 ;;
                        --rm) shift ;;
                        --*=*) shift ;;
                        --*) shift 2 ;;
                        *) break ;;
                    esac
                done
                rest=("$@")
            }
            mapped() {
                local text=$1 volume inside
                while read -r volume; do
                    inside=${volume#*:}
                    text=${text//"${inside%:ro}"/"${volume%%:*}"}
                done < "$2"
                printf '%s' "$text"
            }
            # @param 1 list of volumes; all that the command gets is of the container
            carry_out() {
                local list=$1 variables=(PATH="$PATH") arguments=() line
                for line in "${names[@]}"; do
                    variables+=("$line=$(mapped "${!line}" "$list")")
                done
                if [ -n "$env_file" ]; then
                    while IFS= read -r line; do
                        variables+=("$(mapped "$line" "$list")")
                    done < "$env_file"
                fi
                for line in "${rest[@]}"; do
                    arguments+=("$(mapped "$line" "$list")")
                done
                if [ -n "$workdir" ]; then
                    cd "$(mapped "$workdir" "$list")" || exit 126
                fi
                exec env -i "${variables[@]}" setsid --wait "${arguments[@]}"
            }
            command=$1
            shift
            if [ "$command" = --config ]; then
                command=$2
                shift 2
            fi
            case $command in
                version) echo 'Server: Docker Engine, a fake' ;;
                login) cat > "$dir/password"; [ ! -e "$dir/wrong" ] || { echo 'denied: no' >&2; exit 1; } ;;
                pull) case "$*" in *missing*) echo "pull access denied for $*" >&2; exit 1 ;; esac ;;
                image) exit 1 ;;
                network)
                    case $1 in
                        create) words "${@:2}"; printf '%s\\n' "${labels[@]}" > "$dir/network.${rest[0]}" ;;
                        ls) cd "$dir" && grep -l -F -x -e "${4#label=}" network.* | sed 's/network.//' ;;
                        rm) shift; for one; do rm "$dir/network.$one"; done ;;
                    esac ;;
                create)
                    words "$@"
                    printf '%s\\n' "${volumes[@]}" > "$dir/volumes.$name"
                    printf '%s\\n' "${labels[@]}" > "$dir/container.$name"
                    for one in "${names[@]}"; do printf '%s=%s\\n' "$one" "${!one}"; done > "$dir/given.$name"
                    echo "$name" ;;
                start) [ ! -e "$dir/broken" ] || { echo 'port is already allocated' >&2; exit 1; } ;;
                inspect)
                    health=$(cat "$dir/health" 2> "$dir/ignored")
                    running=true
                    cat << END
            [{"Id": "id-of-${*: -1}",
              "State": {"Running": $running, "ExitCode": 0, "Health": {"Status": "$health"}},
              "Config": {"Env": ["PATH=$PATH"], "Healthcheck": {"Test": ["${health:-NONE}"]}},
              "NetworkSettings": {"Ports": {"5432/tcp": [{"HostIp": "", "HostPort": "49153"}]}}}]
            END
                    ;;
                exec) words "$@"; container=${rest[0]}; rest=("${rest[@]:1}"); carry_out "$dir/volumes.$container" ;;
                run)
                    words "$@"
                    printf '%s\\n' "${volumes[@]}" > "$dir/volumes.$name"
                    printf '%s\\n' "${labels[@]}" > "$dir/container.$name"
                    rest=(bash "$dir/image" "${rest[@]:1}")
                    trap 'rm -f "$dir/container.$name"' EXIT
                    (carry_out "$dir/volumes.$name") ;;
                logs) echo 'what the service said' ;;
                ps) cd "$dir" && grep -l -F -x -e "${4#label=}" container.* | sed 's/container.//' ;;
                rm) for one; do case $one in --*) ;; *) rm -f "$dir/container.$one" ;; esac; done ;;
            esac
            """;

    static FakeDocker in(Path folder) {
        try {
            Path program = Files.createDirectories(folder).resolve("docker");
            Files.writeString(program, PROGRAM);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new FakeDocker(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EngineSearch search() {
        return new EngineSearch(
                folder.resolve("docker").toString(), Map.of("PATH", System.getenv("PATH")));
    }

    /// How it was called so far.
    List<String> calls() {
        return lines("calls");
    }

    List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes it behave otherwise from now on.
    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The containers and networks that there are.
    List<String> left() {
        String[] names =
                folder.toFile()
                        .list((_, name) ->
                                name.startsWith("container.") || name.startsWith("network."));
        return names == null ? List.of() : List.of(names);
    }
}
