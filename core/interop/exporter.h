// SPDX-License-Identifier: GPL-3.0-or-later
// The formats in which a session leaves the record, and the one frame around them: everything is written into
// a folder with a passing name, which gets its own name only when all of it is on the disk. Cancelled or
// failed leaves nothing. Runs on the caller's thread; reads a record already loaded, never changes it.
#pragma once

#include "core/base/result.h"
#include "core/interop/export_catalogue.h"
#include "core/log/history.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// So many readings are written between two looks at whether the person has cancelled.
inline constexpr std::int64_t kRowsBetweenLooks = 256;

/// Both may be empty; both are called on the exporting thread.
struct ExportWatch {
    std::function<void(double fraction)> progress;
    std::function<bool()> cancelled; ///< true stops the export
};

struct ExportJob {
    const SessionRecord& record;
    const ExportCatalogue& catalogue;
    WallTime madeAt;             ///< when the file is made; part of some formats
    std::string softwareVersion; ///< of this program
    bool deidentified = false;   ///< the record was made anonymous before: files say so
    ExportWatch watch = {};
    bool cancelled() const { return watch.cancelled && watch.cancelled(); }
};

/// Rows of the record that are in the file, for the count check: stored = exported.
struct ExportCounts {
    std::int64_t readings = 0, events = 0;
    bool operator==(const ExportCounts&) const = default;
};

struct Exporter {
    std::string_view id;    ///< "csv", for command lines and settings
    std::string_view title; ///< "CSV tables"
    std::string_view what;  ///< one line for people who choose
    /// Writes its files into `folder`, which exists and is empty of them.
    Result<ExportCounts> (*write)(const ExportJob& job, const std::filesystem::path& folder);
};
const std::vector<Exporter>& exporters();
const Exporter* findExporter(std::string_view id);
/// Ids separated by commas, or "all". An Error names the word that is no format.
Result<std::vector<const Exporter*>> exportersFrom(std::string_view list);

struct Exported {
    std::filesystem::path folder;
    ExportCounts counts;
};

/// One session in these formats into a new folder "chairside-<date>-<id>" of `directory`; "-2" and so on when
/// there is one of that name. Every format must have written every row, or all of it is refused.
Result<Exported> exportSession(const ExportJob& job, const std::vector<const Exporter*>& formats,
                               const std::filesystem::path& directory);

/// A folder that appears under its name only when it is whole; what was written is removed otherwise.
class PartialFolder {
public:
    static Result<PartialFolder> make(const std::filesystem::path& directory, const std::string& name);
    PartialFolder(PartialFolder&& other) noexcept;
    PartialFolder& operator=(PartialFolder&&) = delete;
    ~PartialFolder();
    const std::filesystem::path& path() const { return path_; }
    /// Gives it its name, or the next free one; answers where it is.
    Result<std::filesystem::path> keep();

private:
    PartialFolder(std::filesystem::path directory, std::string name, std::filesystem::path path)
        : directory_(std::move(directory)), name_(std::move(name)), path_(std::move(path)) {}
    std::filesystem::path directory_;
    std::string name_;
    std::filesystem::path path_;
};

Error exportCancelled();
/// Whether all of a record can be exported; an Error says what of it this version cannot read.
Status exportable(const SessionRecord& record);
/// Writes one session's formats into a folder that is there; the count check included.
Result<ExportCounts> writeFormats(const ExportJob& job, const std::vector<const Exporter*>& formats,
                                  const std::filesystem::path& folder);
/// "chairside-2026-11-21-0f3a5b7c9d1e"
std::string exportName(const SessionRecord& record);

} // namespace chairside
