// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/exporter.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/csv_export.h"
#include "core/interop/edf_export.h"
#include "core/interop/export_file.h"
#include "core/interop/fhir_export.h"
#include "core/interop/hl7_export.h"
#include "core/interop/vital_export.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace chairside {
namespace {

namespace fs = std::filesystem;

constexpr int kMostNames = 1'000; ///< exports of one session in one folder

/// 0, or why not. Never replaces what is there, not even an empty folder.
int renameToNew(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    std::error_code code; // a file system that does not know the careful rename
    if (fs::exists(to, code)) return EEXIST;
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

} // namespace

const std::vector<Exporter>& exporters() {
    static const std::vector<Exporter> kAll{
        {"csv", toSay("CSV tables"), toSay("For spreadsheets and statistics: readings, events, session"),
         &writeCsv},
        {"hl7", toSay("HL7 v2 message"), toSay("For an interface engine: one ORU^R01 message"), &writeHl7},
        {"fhir", toSay("FHIR R4 bundle"), toSay("For health record systems: one JSON bundle"), &writeFhir},
        {"edf", toSay("EDF+ recording"),
         toSay("For viewers of signals: numbers on a time axis with every entry"), &writeEdf},
        {"vital", toSay("VitalDB recording"),
         toSay("For Vital Recorder and its tools: numbers at their exact times"), &writeVital},
    };
    return kAll;
}

const Exporter* findExporter(std::string_view id) {
    for (const auto& exporter : exporters())
        if (exporter.id == id) return &exporter;
    return nullptr;
}

Result<std::vector<const Exporter*>> exportersFrom(std::string_view list) {
    std::vector<const Exporter*> out;
    if (list == "all") {
        for (const auto& exporter : exporters()) out.push_back(&exporter);
        return out;
    }
    for (const auto word : splitOn(list, ',')) {
        const auto* exporter = findExporter(word);
        if (!exporter) {
            std::string known;
            for (const auto& e : exporters()) known += std::string(e.id) + ", ";
            return Error{phrase("There is no export format \"{1}\"; there are {2}and all.",
                                cleanText(word, 40), known)};
        }
        out.push_back(exporter);
    }
    return out;
}

Error exportCancelled() {
    return {phrase("The export was cancelled; nothing was left behind.")};
}

Status exportable(const SessionRecord& record) {
    if (record.unread.empty()) return Done{};
    return Error{phrase("Some entries of this session were written by a newer Chairside and can't be read "
                        "here, so nothing was exported. Export it with that version: {1}",
                        record.unread.front())};
}

std::string exportName(const SessionRecord& record) {
    const auto id = record.summary.session.toString();
    // The last part of the identity is random; the first is time and would be alike within a minute.
    return "chairside-" + formatDate(record.summary.opened) + "-" + id.substr(id.size() - 12);
}

Result<PartialFolder> PartialFolder::make(const fs::path& directory, const std::string& name) {
    std::error_code code;
    if (!fs::is_directory(directory, code))
        return Error{phrase("The folder {1} does not exist or can't be opened; nothing was exported.",
                            directory.string())};
    // A name of its own: two exports at once never write into the same folder.
    std::string pattern = (directory / (name + "-XXXXXX.partial")).string();
    constexpr std::string_view kTail = ".partial";
    for (int i = 0; i < kMostNames; ++i) {
        std::string candidate = pattern;
        char number[16];
        std::snprintf(number, sizeof number, "%06x",
                      static_cast<unsigned>((::getpid() * 1'000 + i) & 0xffffff));
        candidate.replace(candidate.size() - kTail.size() - 6, 6, number);
        if (fs::create_directory(candidate, code) && !code) {
            fs::permissions(candidate, fs::perms::owner_all, code);
            return PartialFolder(directory, name, candidate);
        }
        if (code) break;
    }
    return exportFault(pattern, code ? code.value() : EEXIST);
}

PartialFolder::PartialFolder(PartialFolder&& other) noexcept
    : directory_(std::move(other.directory_)), name_(std::move(other.name_)), path_(std::move(other.path_)) {
    other.path_.clear();
}

PartialFolder::~PartialFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<fs::path> PartialFolder::keep() {
    if (auto synced = syncToDisk(path_); !synced) return synced.error();
    for (int i = 1; i <= kMostNames; ++i) {
        const auto target = directory_ / (i == 1 ? name_ : name_ + "-" + std::to_string(i));
        const int code = renameToNew(path_, target);
        if (code == EEXIST || code == ENOTEMPTY) continue;
        if (code != 0) return exportFault(target, code);
        path_.clear();
        if (auto synced = syncToDisk(directory_); !synced) return synced.error();
        return target;
    }
    return Error{phrase("There are already {1} exports named {2} in {3}; move some away first.",
                        std::to_string(kMostNames), name_, directory_.string())};
}

Result<ExportCounts> writeFormats(const ExportJob& job, const std::vector<const Exporter*>& formats,
                                  const fs::path& folder) {
    const ExportCounts stored{static_cast<std::int64_t>(job.record.readings.size()),
                              static_cast<std::int64_t>(job.record.events.size())};
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (job.cancelled()) return exportCancelled();
        ExportJob part{job.record, job.catalogue, job.madeAt, job.softwareVersion, job.deidentified, {}};
        part.watch.cancelled = job.watch.cancelled;
        part.watch.progress = [&](double fraction) {
            if (job.watch.progress)
                job.watch.progress((static_cast<double>(i) + fraction) / static_cast<double>(formats.size()));
        };
        const auto counts = formats[i]->write(part, folder);
        if (!counts) return counts.error();
        if (!(counts.value() == stored))
            return Error{phrase("The {1} export holds {2} readings and {3} events instead of {4} and {5}; it "
                                "was thrown away.",
                                std::string(formats[i]->title), std::to_string(counts->readings),
                                std::to_string(counts->events), std::to_string(stored.readings),
                                std::to_string(stored.events))};
    }
    return stored;
}

Result<Exported> exportSession(const ExportJob& job, const std::vector<const Exporter*>& formats,
                               const fs::path& directory) {
    if (auto whole = exportable(job.record); !whole) return whole.error();
    auto partial = PartialFolder::make(directory, exportName(job.record));
    if (!partial) return partial.error();
    const auto counts = writeFormats(job, formats, partial->path());
    if (!counts) return counts.error();
    auto kept = partial.value().keep();
    if (!kept) return kept.error();
    return Exported{kept.value(), counts.value()};
}

} // namespace chairside
