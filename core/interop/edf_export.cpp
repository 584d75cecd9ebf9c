// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/edf_export.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/domain/event_words.h"
#include "core/interop/export_file.h"
#include "core/interop/record_facts.h"

#include <edflib.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

namespace chairside {
namespace edf {

std::mutex& libraryMutex() {
    static std::mutex mutex;
    return mutex;
}

std::string headerText(const std::string& text, std::size_t most) {
    std::string out;
    for (std::size_t i = 0; i < text.size() && out.size() < most;) {
        std::size_t length = 1;
        while (i + length < text.size() && (static_cast<unsigned char>(text[i + length]) & 0xC0) == 0x80)
            ++length;
        const std::string letter = text.substr(i, length);
        i += length;
        const auto plain = [](const std::string& s) { return s.size() == 1 && s[0] > 32 && s[0] < 127; };
        const auto folded = length > 1 ? foldForSearch(letter) : letter;
        out += plain(folded) ? folded : letter == " " ? " " : "_";
    }
    return out;
}

std::vector<std::string> annotations(const std::string& mark, const std::string& words) {
    std::vector<std::string> out;
    std::string piece = mark + " ";
    for (std::size_t i = 0; i < words.size();) {
        std::size_t length = 1;
        while (i + length < words.size() && (static_cast<unsigned char>(words[i + length]) & 0xC0) == 0x80)
            ++length;
        if (piece.size() + length > kAnnotationBytes) {
            out.push_back(piece);
            piece = mark + "+ ";
        }
        // Control characters separate annotations in the file.
        const bool isControl = length == 1 && static_cast<unsigned char>(words[i]) < 0x20;
        piece += isControl ? " " : words.substr(i, length);
        i += length;
    }
    out.push_back(piece);
    return out;
}

std::vector<std::int64_t> slots(const std::vector<std::int64_t>& ms, int perSecond) {
    std::vector<std::int64_t> out;
    out.reserve(ms.size());
    for (const auto t : ms) {
        const auto wanted = t * perSecond / 1'000;
        const auto slot = out.empty() ? wanted : std::max(wanted, out.back() + 1);
        if (slot * 1'000 >= (t + 1'000) * perSecond) return {};
        out.push_back(slot);
    }
    return out;
}

} // namespace edf

namespace {

using namespace edf;

constexpr int kMostRowsPerSecond = 100;
constexpr int kMostAnnotationSignals = 64; ///< of EDFlib
constexpr std::int64_t kMostRecords = 60 * 86'400;
constexpr std::size_t kRecordingRoom = 39;  ///< of the 80 bytes, what EDFlib leaves to equipment and words
constexpr std::size_t kRecordingWords = 24; ///< of it at most, so that name and version of the program fit
constexpr std::int64_t kRecordsBetweenLooks = 256;
/// Newer releases of EDFlib count the times of annotations in microseconds, older ones in 100 µs.
int writeNote(int handle, long long ms, const char* text) {
#ifdef CHAIRSIDE_EDFLIB_HAS_HR
    return edfwrite_annotation_utf8_hr(handle, ms * 1000, -1, text);
#else
    return edfwrite_annotation_utf8(handle, ms * 10, -1, text);
#endif
}

int digitalOf(double value) {
    return static_cast<int>(std::lround(value / kStep));
}
bool fits(double value) {
    return std::isfinite(value) && digitalOf(value) > kDigitalMissing && digitalOf(value) <= kDigitalMax;
}

int rowMark(const Reading& reading) {
    int mark = kRow;
    if (reading.flags & flag::kSensorOff) mark |= kSensorOff;
    if (reading.flags & flag::kCuffInflating) mark |= kCuffInflating;
    if (reading.flags & flag::kCuffFailed) mark |= kCuffFailed;
    if (reading.flags & flag::kWeakSignal) mark |= kWeakSignal;
    if (reading.flags & flag::derived(Channel::nibpMean)) mark |= kMeanDerived;
    return mark;
}

/// The readings of one source on their grid.
struct EdfTrack {
    SourceId source = 0;
    std::vector<const Reading*> readings;
    std::vector<Channel> channels; ///< that occur
    int perSecond = 1;
    std::vector<std::int64_t> slots;
    std::size_t next = 0; ///< while writing
};

struct Note {
    std::int64_t ms = 0;
    std::string text;
};

std::int64_t msOf(const Reading& reading) {
    return std::max<std::int64_t>(0, toMs(reading.at.mono));
}

Result<std::vector<EdfTrack>> tracksOf(const SessionRecord& record) {
    std::vector<EdfTrack> out;
    for (const auto& reading : record.readings) {
        auto at = std::find_if(out.begin(), out.end(),
                               [&](const EdfTrack& t) { return t.source == reading.source; });
        if (at == out.end()) at = out.insert(out.end(), EdfTrack{reading.source, {}, {}, 1, {}, 0});
        at->readings.push_back(&reading);
    }
    if (out.empty()) out.emplace_back(); // a session without readings still has a signal that says so
    for (auto& track : out) {
        std::stable_sort(track.readings.begin(), track.readings.end(),
                         [](const Reading* a, const Reading* b) { return msOf(*a) < msOf(*b); });
        std::vector<std::int64_t> ms;
        for (const auto* reading : track.readings) ms.push_back(msOf(*reading));
        for (const auto& c : allChannels())
            if (std::any_of(track.readings.begin(), track.readings.end(),
                            [&](const Reading* r) { return (*r)[c.channel].has_value(); }))
                track.channels.push_back(c.channel);
        while (track.slots = slots(ms, track.perSecond), track.slots.empty() && !ms.empty())
            if (++track.perSecond > kMostRowsPerSecond)
                return Error{"More than " + std::to_string(kMostRowsPerSecond) +
                             " readings of one source stand in one second; EDF+ can't hold them. Nothing was "
                             "exported; the other formats can."};
    }
    return out;
}

std::vector<Note> notesOf(const ExportJob& job, std::int64_t& events) {
    std::vector<Note> out;
    for (const auto& mark : originTags(job.record))
        for (auto& text : annotations("*", mark.code + ": " + mark.words))
            out.push_back({0, std::move(text)});
    const auto label = [&](const std::string& key) { return job.catalogue.label(key); };
    for (const auto& event : job.record.events) {
        const auto ms = std::max<std::int64_t>(0, toMs(event.effective));
        for (auto& text : annotations("#" + std::to_string(event.seq), describe(event, label)))
            out.push_back({ms, std::move(text)});
        ++events;
    }
    for (const auto& reading : job.record.readings)
        for (const auto& c : allChannels()) {
            const auto& value = reading[c.channel];
            if (!value || (!reading.isImplausible(c.channel) && fits(*value))) continue;
            for (auto& text :
                 annotations("!", std::string(c.key) + " " + formatPlain(*value, 3) + " implausible"))
                out.push_back({msOf(reading), std::move(text)});
        }
    return out;
}

class EdfFile {
public:
    EdfFile(const ExportJob& job, const std::filesystem::path& path, std::vector<EdfTrack> tracks)
        : job_(job), path_(path), tracks_(std::move(tracks)) {
        const std::scoped_lock lock(libraryMutex());
        int count = 0;
        for (const auto& track : tracks_) count += static_cast<int>(track.channels.size()) + 1;
        errno = 0;
        handle_ = edfopen_file_writeonly(path_.c_str(), EDFLIB_FILETYPE_EDFPLUS, count);
        if (handle_ < 0) code_ = errno != 0 ? errno : EIO;
    }
    ~EdfFile() {
        const std::scoped_lock lock(libraryMutex());
        if (handle_ >= 0) edfclose_file(handle_);
    }
    EdfFile(const EdfFile&) = delete;
    EdfFile& operator=(const EdfFile&) = delete;

    Result<ExportCounts> write() {
        ExportCounts done;
        if (code_ != 0) return exportFault(path_, code_);
        const auto notes = notesOf(job_, done.events);
        records_ = recordsFor(notes);
        if (records_ > kMostRecords)
            return Error{"This session spans more than 60 days; EDF+ can't hold it. Nothing was exported; "
                         "the other formats can."};
        header(notes.size());
        for (std::int64_t second = 0; second < records_ && code_ == 0; ++second) {
            if (second % kRecordsBetweenLooks == 0) {
                if (job_.cancelled()) return exportCancelled();
                if (job_.watch.progress)
                    job_.watch.progress(static_cast<double>(second) / static_cast<double>(records_));
            }
            for (auto& track : tracks_) done.readings += samples(track, second);
        }
        for (const auto& note : notes) check(writeNote(handle_, note.ms, note.text.c_str()));
        if (auto closed = close(notes.size()); !closed) return closed.error();
        return done;
    }

private:
    /// The first failure; EDFlib says only that there was one.
    void check(int answer) {
        if (answer != 0 && code_ == 0) code_ = errno != 0 ? errno : EIO;
    }

    std::int64_t recordsFor(const std::vector<Note>& notes) const {
        std::int64_t last = 0;
        for (const auto& track : tracks_)
            if (!track.slots.empty()) last = std::max(last, track.slots.back() / track.perSecond);
        for (const auto& note : notes) last = std::max(last, note.ms / 1'000);
        const auto needed =
            (static_cast<std::int64_t>(notes.size()) + kMostAnnotationSignals - 1) / kMostAnnotationSignals;
        return std::max(last + 1, needed);
    }

    void header(std::size_t notes) {
        errno = 0;
        const auto& s = job_.record.summary;
        const auto local =
            std::chrono::sys_time<Millis>{Millis{s.opened.utcMs} + Minutes{s.opened.offsetMin}};
        const auto day = std::chrono::floor<std::chrono::days>(local);
        const std::chrono::year_month_day date{day};
        const std::chrono::hh_mm_ss time{local - day};
        check(edf_set_startdatetime(handle_, int(date.year()), int(unsigned(date.month())),
                                    int(unsigned(date.day())), int(time.hours().count()),
                                    int(time.minutes().count()), int(time.seconds().count())));
        check(edf_set_subsecond_starttime(handle_, int(time.subseconds().count()) * 10'000));
        patient();
        const auto words = recordingWords();
        const auto room = std::min<std::size_t>(40, kRecordingRoom - words.size());
        check(edf_set_equipment(handle_, headerText("Chairside_" + job_.softwareVersion, room).c_str()));
        check(edf_set_recording_additional(handle_, words.c_str()));
        const auto per =
            std::min<std::size_t>(kMostAnnotationSignals,
                                  1 + notes / static_cast<std::size_t>(std::max<std::int64_t>(records_, 1)));
        check(edf_set_number_of_annotation_signals(handle_, static_cast<int>(per)));
        int signal = 0;
        for (const auto& track : tracks_) {
            for (const auto channel : track.channels)
                describe(signal++, track, std::string(info(channel).key), std::string(info(channel).ucum),
                         kStep);
            describe(signal++, track, "rows", "", 1);
        }
    }

    /// In one word each, in short ones when all do not fit otherwise; then the program's version gives way.
    /// All of them together take 32 bytes. The annotations at the start say each in a sentence.
    std::string recordingWords() const {
        const auto full =
            recordingWords({"made-up_numbers", "replayed", "imported", "sped-up_", "de-identified"});
        return full.size() <= kRecordingWords ? full
                                              : recordingWords({"made-up", "replay", "import", "", "de-id"});
    }

    struct RecordingWords {
        const char *madeUp, *replayed, *imported, *spedUp, *deidentified;
    };

    std::string recordingWords(const RecordingWords& words) const {
        const auto& s = job_.record.summary;
        std::string out;
        const auto add = [&](const std::string& word) { out += (out.empty() ? "" : " ") + word; };
        if (s.simulated || s.demo || !s.drill.empty()) add(words.madeUp);
        for (const auto& mark : originTags(job_.record)) {
            if (mark.code == "replayed") add(words.replayed);
            if (mark.code == "imported") add(words.imported);
            if (mark.code == "sped-up") add(words.spedUp + formatPlain(s.speed, 1) + "x");
        }
        if (job_.deidentified) add(words.deidentified);
        return out;
    }

    void patient() {
        const auto& p = job_.record.summary.patient;
        std::string name = p.familyName + (p.givenName.empty() ? "" : " " + p.givenName);
        check(edf_set_patientname(handle_, headerText(name, 30).c_str()));
        check(edf_set_patientcode(handle_, headerText(p.mrn, 20).c_str()));
        if (const auto born = parseIsoDate(p.birthDate)) {
            const std::chrono::year_month_day date{*born};
            if (int(date.year()) >= 1800)
                check(edf_set_birthdate(handle_, int(date.year()), int(unsigned(date.month())),
                                        int(unsigned(date.day()))));
        }
        if (p.sex == Sex::unknown) return;
#if defined(CHAIRSIDE_EDFLIB_HAS_SEX)
        check(edf_set_sex(handle_, p.sex == Sex::male));
#else
        check(edf_set_gender(handle_, p.sex == Sex::male));
#endif
    }

    void describe(int signal, const EdfTrack& track, const std::string& label, const std::string& unit,
                  double step) {
        const bool several = tracks_.size() > 1;
        const auto shown = label + (several ? " " + std::to_string(track.source) : "");
        check(edf_set_samplefrequency(handle_, signal, track.perSecond));
        check(edf_set_digital_maximum(handle_, signal, kDigitalMax));
        check(edf_set_digital_minimum(handle_, signal, kDigitalMissing));
        check(edf_set_physical_maximum(handle_, signal, kDigitalMax * step));
        check(edf_set_physical_minimum(handle_, signal, kDigitalMissing * step));
        check(edf_set_label(handle_, signal, headerText(shown, 16).c_str()));
        check(edf_set_physical_dimension(handle_, signal, headerText(unit, 8).c_str()));
        check(edf_set_transducer(handle_, signal, headerText(sourceName(track.source), 80).c_str()));
    }

    std::string sourceName(SourceId id) const {
        for (const auto& source : job_.record.sources)
            if (source.id == id) return nameWithOrigin(source);
        return "";
    }

    /// All signals of a track for one second; answers how many rows stand in it.
    std::int64_t samples(EdfTrack& track, std::int64_t second) {
        errno = 0;
        const auto per = static_cast<std::size_t>(track.perSecond);
        const std::size_t first = track.next;
        while (track.next < track.slots.size() && track.slots[track.next] < (second + 1) * track.perSecond)
            ++track.next;
        const auto put = [&](auto valueOf) {
            std::vector<short> buffer(per, static_cast<short>(kDigitalMissing));
            for (std::size_t i = first; i < track.next; ++i)
                buffer[static_cast<std::size_t>(track.slots[i] - second * track.perSecond)] =
                    static_cast<short>(valueOf(*track.readings[i]));
            check(edfwrite_digital_short_samples(handle_, buffer.data()));
        };
        for (const auto channel : track.channels)
            put([&](const Reading& reading) {
                const auto value = reading.trusted(channel);
                return value && fits(*value) ? digitalOf(*value) : kDigitalMissing;
            });
        put([](const Reading& reading) { return rowMark(reading); });
        return static_cast<std::int64_t>(track.next - first);
    }

    /// EDFlib does not say whether closing wrote everything, so the file is read back.
    Status close(std::size_t notes) {
        const std::scoped_lock lock(libraryMutex());
        const int closed = edfclose_file(handle_);
        handle_ = -1;
        check(closed);
        if (code_ != 0) return exportFault(path_, code_);
        edf_hdr_struct header{};
        const int read = edfopen_file_readonly(path_.c_str(), &header, EDFLIB_READ_ALL_ANNOTATIONS);
        std::error_code ignored;
        if (read < 0) return exportFault(path_, std::filesystem::exists(path_, ignored) ? ENOSPC : ENOENT);
        edfclose_file(header.handle);
        if (header.datarecords_in_file != records_ ||
            header.annotations_in_file != static_cast<long long>(notes))
            return Error{"The EDF+ file holds " + std::to_string(header.annotations_in_file) +
                         " annotations instead of " + std::to_string(notes) + "; it was thrown away."};
        return syncToDisk(path_);
    }

    const ExportJob& job_;
    std::filesystem::path path_;
    std::vector<EdfTrack> tracks_;
    std::int64_t records_ = 0;
    int handle_ = -1;
    int code_ = 0;
};

} // namespace

Result<ExportCounts> writeEdf(const ExportJob& job, const std::filesystem::path& folder) {
    auto tracks = tracksOf(job.record);
    if (!tracks) return tracks.error();
    EdfFile file(job, folder / "session.edf", std::move(tracks).value());
    return file.write();
}

} // namespace chairside
