// SPDX-License-Identifier: GPL-3.0-or-later
// The large archives of the benchmarks: built once by `chairside-admin generate` in the folder that
// CHAIRSIDE_ARCHIVES names, or beside the benchmark programs, and kept there, because writing 100,000
// sessions takes minutes and 5 GB. Delete the folder to build them again.
#pragma once

#include "core/interop/recorded_view.h"
#include "core/log/figures_index.h"

#include <cstdio>
#include <cstdlib>
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

/// What an archive of the benchmarks holds beside its number of sessions. The newest twelve are always of one
/// patient, with a reading a second.
struct ArchivePlan {
    int sessions = 100;
    int perPatient = 1;
    int variants = 60;       ///< different sessions, repeated under new identities
    int readingPeriodS = 60; ///< and every cuff result
    std::string name() const {
        return std::to_string(sessions) + "-" + std::to_string(perPatient) + "-" + std::to_string(variants) +
               "-" + std::to_string(readingPeriodS);
    }
};
inline ArchivePlan planFor(int sessions) {
    if (sessions <= 100) return {sessions, 1, 0, 1}; // every session as it was recorded, once a second
    if (sessions <= 10'000) return {sessions, 6, 60, 60};
    return {sessions, 1, 60, 300}; // a patient for each session
}

/// The path of the archive, made now unless it is there already; empty when it can't be made.
inline std::string archiveOf(const std::filesystem::path& folder, const std::string& admin,
                             const ArchivePlan& plan) {
    std::filesystem::create_directories(folder);
    const auto file = (folder / (plan.name() + ".db")).string();
    const auto whole = file + ".whole"; // a build that was broken off is not taken for an archive
    if (std::filesystem::exists(whole)) return file;
    for (const char* end : {"", "-wal", "-shm", "-figures", ".lock"}) std::filesystem::remove(file + end);
    std::fprintf(stderr, "building an archive of %d sessions in %s\n", plan.sessions, file.c_str());
    if (!runToEnd({"/usr/bin/nice", "-n", "15", admin, "generate", "--database", file, "--sessions",
                   std::to_string(plan.sessions), "--per-patient", std::to_string(plan.perPatient),
                   "--variants", std::to_string(plan.variants), "--reading-period",
                   std::to_string(plan.readingPeriodS), "--full", "12"}))
        return {};
    if (FILE* mark = std::fopen(whole.c_str(), "w")) std::fclose(mark);
    return file;
}

/// The folder of the archives: CHAIRSIDE_ARCHIVES, or beside the benchmark programs.
inline std::filesystem::path archiveFolder(const std::string& beside) {
    const char* chosen = std::getenv("CHAIRSIDE_ARCHIVES");
    return chosen ? std::filesystem::path(chosen) : std::filesystem::path(beside) / "archives";
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
