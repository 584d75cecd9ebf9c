// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/hl7_export.h"

#include "core/base/number.h"
#include "core/domain/event_words.h"
#include "core/interop/export_file.h"
#include "core/interop/record_facts.h"
#include "core/log/event_codec.h"

#include <algorithm>
#include <cstdio>

namespace chairside {
namespace {

/// Observation identifier and unit: the channel's own code with its name in ISO/IEEE 11073-10101; LOINC and
/// UCUM where that has none.
struct ObxCode {
    std::string id, unit;
};
ObxCode obxCode(Channel channel) {
    const auto mdc = [&](const char* name, const char* unit) {
        return ObxCode{std::to_string(info(channel).mdc) + "^" + name + "^MDC", std::string(unit) + "^MDC"};
    };
    constexpr const char *kPerMinute = "264864^MDC_DIM_BEAT_PER_MIN", *kMmHg = "266016^MDC_DIM_MMHG";
    switch (channel) {
    case Channel::hr: return mdc("MDC_ECG_HEART_RATE", kPerMinute);
    case Channel::pulseRate: return mdc("MDC_PULS_OXIM_PULS_RATE", kPerMinute);
    case Channel::spo2: return mdc("MDC_PULS_OXIM_SAT_O2", "262688^MDC_DIM_PERCENT");
    case Channel::nibpSystolic: return mdc("MDC_PRESS_BLD_NONINV_SYS", kMmHg);
    case Channel::nibpDiastolic: return mdc("MDC_PRESS_BLD_NONINV_DIA", kMmHg);
    case Channel::nibpMean: return mdc("MDC_PRESS_BLD_NONINV_MEAN", kMmHg);
    case Channel::rr: return mdc("MDC_RESP_RATE", "264928^MDC_DIM_RESP_PER_MIN");
    case Channel::etco2: return mdc("MDC_AWAY_CO2_ET", kMmHg);
    case Channel::temperature: return mdc("MDC_TEMP", "268192^MDC_DIM_DEGC");
    case Channel::o2Flow: break;
    }
    return {"3151-8^Inhaled oxygen flow rate^LN", "L/min^L/min^UCUM"};
}

/// The fields of an OBX that we fill; joined by position so that nobody counts bars.
struct Obx {
    std::string type, id, sub, value, unit, flags, status, time, method, device;
};

class Message {
public:
    Message(const ExportJob& job, const std::filesystem::path& folder)
        : job_(job), facts_(job.record), file_(folder / "session.hl7"),
          madeUp_(job.record.summary.simulated || job.record.summary.demo ||
                  !job.record.summary.drill.empty()) {}

    Result<ExportCounts> write() {
        header();
        for (const auto& reading : job_.record.readings) {
            if (done_.readings % kRowsBetweenLooks == 0) {
                if (job_.cancelled()) return exportCancelled();
                if (job_.watch.progress)
                    job_.watch.progress(static_cast<double>(done_.readings) /
                                        static_cast<double>(job_.record.readings.size()));
            }
            one(reading);
        }
        obr("events", job_.record.summary.opened);
        for (const auto& event : job_.record.events) one(event);
        pump();
        if (auto closed = file_.close(); !closed) return closed.error();
        return done_;
    }

private:
    void segment(const std::vector<std::string>& fields) {
        std::size_t used = fields.size();
        while (used > 1 && fields[used - 1].empty()) --used;
        for (std::size_t i = 0; i < used; ++i) {
            if (i > 0) file_.write("|");
            file_.write(fields[i]);
        }
        file_.write("\r");
    }

    void header() {
        const auto& s = job_.record.summary;
        const auto id = s.session.toString();
        segment({"MSH",
                 "^~\\&",
                 "CHAIRSIDE",
                 hl7Text(s.station),
                 "",
                 "",
                 hl7Time(job_.madeAt),
                 "",
                 "ORU^R01^ORU_R01",
                 id.substr(id.size() - 12) + "-" + std::to_string(job_.madeAt.utcMs),
                 madeUp_ ? "D" : "P",
                 "2.6",
                 "",
                 "",
                 "AL",
                 "NE",
                 "",
                 "UNICODE UTF-8",
                 "",
                 "",
                 "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO"});
        const auto& p = s.patient;
        std::string born = p.birthDate;
        born.erase(std::remove(born.begin(), born.end(), '-'), born.end());
        const char* sex = p.sex == Sex::female ? "F" : p.sex == Sex::male ? "M" : "U";
        segment({"PID", "", "", p.mrn.empty() ? "" : hl7Text(p.mrn) + "^^^CHAIRSIDE^MR", "",
                 hl7Text(p.familyName) + "^" + hl7Text(p.givenName) + "^^^^^L", "", hl7Text(born), sex});
        // Beside DEMO and MSH-11, which know only made-up numbers: in words of ours what else they are.
        int note = 0;
        for (const auto& [code, words] : originTags(job_.record))
            segment(
                {"NTE", std::to_string(++note), "P", "urn:chairside:origin~" + code + "~" + hl7Text(words)});
        segment({"PV1", "", "O", hl7Text(s.station)});
    }

    void obr(const std::string& part, WallTime at) {
        obx_ = 0;
        segment({"OBR", std::to_string(++obr_), "",
                 job_.record.summary.session.toString() + "-" + part + "^CHAIRSIDE",
                 "182777000^monitoring of patient^SCT", "", "", hl7Time(at)});
    }

    void obx(const Obx& x) {
        segment({"OBX", std::to_string(++obx_), x.type, x.id, x.sub, x.value, x.unit, "", x.flags, "", "",
                 x.status, "", "", x.time, "", "", x.method, x.device});
    }

    std::string flagged(std::string flags) const {
        if (madeUp_) flags += flags.empty() ? "DEMO" : "~DEMO";
        return flags;
    }

    void one(const Reading& reading) {
        ++done_.readings;
        obr("r" + std::to_string(done_.readings), reading.at.wall);
        const auto* source = facts_.source(reading.source);
        const std::string device =
            hl7Text(source ? nameWithOrigin(*source) : std::to_string(reading.source)) + "^CHAIRSIDE";
        const bool cuffFailed = reading.flags & flag::kCuffFailed;
        for (const auto& channel : allChannels()) {
            const auto c = channel.channel;
            const auto& value = reading[c];
            const bool lost = facts_.isMissing(reading, c) || (cuffFailed && isCuff(c));
            if (!value && !lost) continue;
            const auto code = obxCode(c);
            Obx x{"NM", code.id, "1.0.0." + std::to_string(index(c) + 1), "", code.unit, "", "R", "",
                  "",   device};
            if (value) x.value = formatPlain(*value, 3);
            const bool artefact = facts_.isArtefact(c, reading.at.mono);
            if (!value) {
                x.status = "X";
                x.flags = flagged("NAV");
            } else {
                x.flags = flagged(reading.isImplausible(c) || artefact ? "QUES" : "");
                if (reading.flags & flag::derived(c)) x.method = "ACALC^auto-calculation^MDC";
            }
            obx(x);
        }
    }

    std::string statusOf(const Event& event) const {
        if (facts_.standing(event) != Standing::current) return "W";
        return event.corrects ? "C" : "F";
    }

    void one(const Event& event) {
        ++done_.events;
        const std::string kind(kindName(event.body));
        const std::string path = "1.1." + std::to_string(event.seq) + ".";
        const std::string time = hl7Time(effectiveWall(event)), status = statusOf(event);
        const auto label = [&](const std::string& key) { return job_.catalogue.label(key); };
        obx({"FT", hl7Text(kind) + "^" + hl7Text(kind) + "^L", path + "0",
             hl7Text(describeInEnglish(event, label)), "", flagged(""), status, time, "", ""});
        // Who entered it and the entry as stored: nothing of it depends on the words above.
        segment({"NTE", "1", "P", hl7Text(event.actor.name) + "~" + hl7Text(encodeBody(event.body))});
        if (const auto* vitals = std::get_if<VitalsEntered>(&event.body)) {
            for (const auto& channel : allChannels()) {
                const auto& value = vitals->values[index(channel.channel)];
                if (!value) continue;
                const auto code = obxCode(channel.channel);
                obx({"NM", code.id, path + std::to_string(index(channel.channel) + 1), formatPlain(*value, 3),
                     code.unit, flagged(""), status, time, "MMEAS^manual-measurement^MDC", ""});
            }
        }
        if (const auto* score = std::get_if<ScoreEntered>(&event.body))
            obx({"NM", hl7Text(score->instrument) + "^" + hl7Text(label(score->instrument)) + "^L",
                 path + "1", score->total ? formatPlain(*score->total, 3) : "", "{score}^{score}^UCUM",
                 flagged(score->total ? "" : "NAV"), score->total ? status : "X", time, "", ""});
    }

    /// The rate in force from each moment on; 0 from the end of a stretch.
    void pump() {
        if (facts_.pump().segments().empty()) return;
        obr("pump", facts_.wallAt(facts_.pump().segments().front().from));
        int part = 0;
        const auto rate = [&](MonoTime from, double rateMlPerH) {
            obx({"NM", "157784^MDC_FLOW_FLUID_PUMP^MDC", "1.2.0." + std::to_string(++part),
                 formatPlain(rateMlPerH, 3), "265266^MDC_DIM_MILLI_L_PER_HR^MDC", flagged(""), "R",
                 hl7Time(facts_.wallAt(from)), "MSET^manual-setting^MDC", ""});
        };
        const auto& all = facts_.pump().segments();
        for (std::size_t i = 0; i < all.size(); ++i) {
            rate(all[i].from, all[i].rateMlPerH);
            const bool followed = i + 1 < all.size() && all[i].to && all[i + 1].from == *all[i].to;
            if (all[i].to && !followed) rate(*all[i].to, 0);
        }
    }

    const ExportJob& job_;
    RecordFacts facts_;
    ExportFile file_;
    bool madeUp_;
    ExportCounts done_;
    int obr_ = 0, obx_ = 0;
};

} // namespace

std::string hl7Text(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case '|': out += "\\F\\"; continue;
        case '^': out += "\\S\\"; continue;
        case '&': out += "\\T\\"; continue;
        case '~': out += "\\R\\"; continue;
        case '\\': out += "\\E\\"; continue;
        case '\r':
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
            out += "\\.br\\";
            continue;
        case '\n': out += "\\.br\\"; continue;
        default: break;
        }
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            char hex[8];
            std::snprintf(hex, sizeof hex, "\\X%02X\\", static_cast<unsigned>(byte));
            out += hex;
        } else {
            out += c;
        }
    }
    return out;
}

std::string hl7Time(WallTime t) {
    const auto iso = formatIso(t);
    std::string out;
    for (std::size_t i = 0; i < iso.size(); ++i) {
        const char c = iso[i];
        if (c == ':' || c == 'T' || (c == '-' && i < 10)) continue;
        out += c;
    }
    return out;
}

Result<ExportCounts> writeHl7(const ExportJob& job, const std::filesystem::path& folder) {
    Message message(job, folder);
    return message.write();
}

} // namespace chairside
