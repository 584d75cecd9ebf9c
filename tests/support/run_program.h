// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program with arguments and keeps what it printed. No shell. Tests only.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace chairside::testing {

struct ProgramRun {
    int status = -1; ///< exit status, −1 when it could not be started
    std::string printed;
};

/// The program's name first; it is looked for in PATH.
inline ProgramRun runProgram(std::vector<std::string> arguments) {
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    pid_t child = 0;
    const int spawned = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    ProgramRun run;
    char buffer[4096];
    for (ssize_t got = 0; spawned == 0 && (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        run.printed.append(buffer, static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = 0;
    if (spawned == 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status))
        run.status = WEXITSTATUS(status);
    return run;
}

inline ProgramRun runPython(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "python3");
    return runProgram(std::move(arguments));
}

} // namespace chairside::testing
