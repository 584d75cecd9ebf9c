// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/export_archive.h"

#include "core/base/phrase.h"
#include "core/interop/csv_export.h"
#include "core/interop/export_file.h"
#include "core/interop/record_facts.h"

#include <set>

namespace chairside {
namespace {

namespace fs = std::filesystem;

constexpr int kPage = 500;
constexpr const char* kHeader =
    "session,opened,family_name,given_name,birth_date,mrn,protocol,status,readings,events,folder,origin\r\n";

/// Every listed session, oldest first. A session that begins meanwhile moves the pages: none is taken twice.
Result<std::vector<Uuid>> allSessions(HistoryReader& history) {
    std::vector<Uuid> out;
    std::set<Uuid> known;
    SessionFilter filter;
    for (;;) {
        const auto page = history.sessions(filter, kPage);
        if (!page) return page.error();
        for (const auto& summary : page.value())
            if (known.insert(summary.session).second) out.push_back(summary.session);
        if (page->size() < static_cast<std::size_t>(kPage)) break;
        filter.offset += kPage;
    }
    return std::vector<Uuid>(out.rbegin(), out.rend());
}

std::string row(const SessionRecord& record, const std::string& folder) {
    const auto& s = record.summary;
    std::string origin; // empty: a patient on a monitor
    for (const auto& tag : originTags(record)) origin += (origin.empty() ? "" : " ") + tag.code;
    return s.session.toString() + "," + formatIso(s.opened) + "," + csvText(s.patient.familyName) + "," +
           csvText(s.patient.givenName) + "," + csvText(s.patient.birthDate) + "," + csvText(s.patient.mrn) +
           "," + csvText(s.protocolTitle + " version " + std::to_string(s.protocolVersion)) + "," +
           std::string(statusName(s.status)) + "," + std::to_string(record.readings.size()) + "," +
           std::to_string(record.events.size()) + "," + csvText(folder) + "," + origin + "\r\n";
}

Status writeReadme(const ArchiveJob& job, const ArchiveExported& done, const fs::path& path) {
    ExportFile file(path);
    file.write("Sessions exported by Chairside " + job.softwareVersion + " on " + formatIso(job.madeAt) +
               ".\n" + std::to_string(done.sessions) + " sessions, " + std::to_string(done.counts.readings) +
               " readings, " + std::to_string(done.counts.events) +
               " entries.\n\nsessions.csv lists them; each has a folder of its own.\n");
    for (const auto* format : job.formats)
        file.write(std::string(format->title) + ": " + std::string(format->what) + ".\n");
    if (job.deidentify)
        file.write("\nNames, record numbers and identities are replaced; all dates of a patient are moved by "
                   "one constant number of days.\n");
    if (!done.leftOut.empty()) file.write("\nNOT EXPORTED, because this version can't read all of them:\n");
    for (const auto& sentence : done.leftOut) file.write(sentence + "\n");
    return file.close();
}

/// Answers nothing when the session cannot be read whole and is left out.
Result<std::optional<SessionRecord>> load(const ArchiveJob& job, const Uuid& id, ArchiveExported& done) {
    auto record = job.history.session(id);
    if (!record) return record.error();
    if (const auto whole = exportable(record.value()); !whole) {
        done.leftOut.push_back("Session " + id.toString() + ": " + record->unread.front());
        return std::optional<SessionRecord>();
    }
    if (job.deidentify) return std::optional((*job.deidentify)(record.value()));
    return std::optional(std::move(record).value());
}

} // namespace

Result<ArchiveExported> exportArchive(const ArchiveJob& job, const fs::path& directory) {
    const auto sessions = allSessions(job.history);
    if (!sessions) return sessions.error();
    if (sessions->empty())
        return Error{phrase("No session has been recorded yet; there is nothing to export.")};
    auto partial = PartialFolder::make(directory, "chairside-archive-" + formatDate(job.madeAt));
    if (!partial) return partial.error();
    ExportFile list(partial->path() / "sessions.csv");
    list.write(kHeader);
    ArchiveExported done;
    for (std::size_t i = 0; i < sessions->size(); ++i) {
        if (job.watch.cancelled && job.watch.cancelled()) return exportCancelled();
        const auto record = load(job, sessions.value()[i], done);
        if (!record) return record.error();
        if (!record.value()) continue;
        ExportWatch watch;
        watch.cancelled = job.watch.cancelled;
        watch.progress = [&](double fraction) {
            if (job.watch.progress)
                job.watch.progress((static_cast<double>(i) + fraction) /
                                   static_cast<double>(sessions->size()));
        };
        const SessionRecord& session = *record.value();
        const auto name = exportName(session);
        std::error_code fault;
        if (!fs::create_directory(partial->path() / name, fault))
            return exportFault(partial->path() / name, fault ? fault.value() : EEXIST);
        const auto counts = writeFormats({session, job.catalogue, job.madeAt, job.softwareVersion,
                                          job.deidentify != nullptr, std::move(watch)},
                                         job.formats, partial->path() / name);
        if (!counts) return counts.error();
        if (auto synced = syncToDisk(partial->path() / name); !synced) return synced.error();
        list.write(row(session, name));
        done.sessions += 1;
        done.counts.readings += counts->readings;
        done.counts.events += counts->events;
    }
    if (auto closed = list.close(); !closed) return closed.error();
    if (auto written = writeReadme(job, done, partial->path() / "README.txt"); !written)
        return written.error();
    auto kept = partial.value().keep();
    if (!kept) return kept.error();
    done.folder = kept.value();
    return done;
}

} // namespace chairside
