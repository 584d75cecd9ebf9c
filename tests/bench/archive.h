// SPDX-License-Identifier: GPL-3.0-or-later
// The large archives of the benchmarks: built once by `chairside-admin generate` beside the benchmark program
// and kept there, because writing 100,000 sessions takes minutes. Delete the folder `archives` to build them
// again.
#pragma once

#include "core/interop/recorded_view.h"
#include "core/log/figures_index.h"

#include <cstdio>
#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace chairside::bench {

/// True when the program ended with status 0. What it says goes to standard error: standard output is for
/// figures.
inline bool runToEnd(std::vector<std::string> arguments) {
    std::vector<char*> words;
    for (auto& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    if (posix_spawn_file_actions_init(&files) != 0) return false;
    posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    pid_t child = 0;
    int status = 1;
    const bool begun = posix_spawn(&child, words[0], &files, nullptr, words.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    return begun && waitpid(child, &status, 0) == child && status == 0;
}

/// 600 different sessions, repeated under new identities; a reading every five minutes and every cuff result.
inline std::string archiveOf(const std::filesystem::path& folder, const std::string& admin, int sessions) {
    std::filesystem::create_directories(folder);
    const auto file = (folder / (std::to_string(sessions) + ".db")).string();
    const auto whole = file + ".whole"; // a build that was broken off is not taken for an archive
    if (std::filesystem::exists(whole)) return file;
    for (const char* end : {"", "-wal", "-shm", "-figures", ".lock"}) std::filesystem::remove(file + end);
    std::fprintf(stderr, "building an archive of %d sessions in %s\n", sessions, file.c_str());
    if (!runToEnd({admin, "generate", "--database", file, "--sessions", std::to_string(sessions),
                   "--variants", "600", "--reading-period", "300"}))
        return {};
    if (FILE* mark = std::fopen(whole.c_str(), "w")) std::fclose(mark);
    return file;
}

/// Brings the figures of an archive up to date; false when the record can't be read.
inline bool completeFigures(FiguresIndex& figures, HistoryReader& history) {
    RecordedViews views;
    for (;;) {
        const auto done = figures.update(
            history, [&](const SessionRecord& record) { return views.facts(record); }, Millis{10'000});
        if (!done) return false;
        if (done.value()) return true;
    }
}

} // namespace chairside::bench
