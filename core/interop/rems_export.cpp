// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/rems_export.h"

#include "core/base/number.h"
#include "core/domain/session.h"
#include "core/interop/csv_export.h"
#include "core/interop/record_facts.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace chairside {
namespace {

constexpr Minutes kTwoHours{120};
/// The form asks for the pressure 40 min after dosing; one this near to it is taken (design).
constexpr Minutes kMark{40}, kNearMark{15};
constexpr const char* kStatus = "prepared, not sent";

struct Pressure {
    double systolic = 0, diastolic = 0;
    MonoTime at;
};

std::string later(const std::string& isoDate, int days) {
    const auto day = parseIsoDate(isoDate);
    if (!day) return {};
    const auto ms = std::chrono::duration_cast<Millis>((*day + std::chrono::days{days}).time_since_epoch());
    return formatDate({ms.count(), 0});
}

class FormFiller {
public:
    FormFiller(const std::vector<Event>& events, const std::vector<Reading>& readings)
        : events_(events), readings_(readings) {
        for (const auto& event : events) {
            evolve(state_, event);
            current_.apply(event);
            evolve(summary_, event);
            if (std::holds_alternative<DischargeReady>(event.body)) ready_ = event.effective;
            if (const auto* attached = std::get_if<SourceAttached>(&event.body))
                sources_.push_back(attached->info);
        }
        collectPressures();
    }

    RemsForm fill() {
        const auto first = state_.sprays.firstAt();
        form_.applies = first.has_value();
        if (!first) return std::move(form_);
        first_ = *first;
        const auto opened = state_.openedAt;
        form_.sessionDate = formatDate(shifted(opened, first_ - opened.mono).wall);
        form_.dueDate = later(form_.sessionDate, kRemsDueDays);
        origin();
        patient();
        medicines();
        setting();
        session();
        pressures();
        scale("sedation", "Sedation", "moaas", [](double total) { return total < 5; });
        scale("dissociation", "Dissociation", "dissociation_check", [](double total) { return total > 0; });
        toFill("events", "respiratory.occurred", "Respiratory depression occurred"); // no scale says so
        rescue();
        signOff();
        return std::move(form_);
    }

private:
    void add(const char* section, const char* key, const std::string& label, std::string value,
             std::string basis) {
        form_.fields.push_back({section, key, label, std::move(value), std::move(basis)});
    }
    void toFill(const char* section, const char* key, const std::string& label) {
        add(section, key, label, {}, "not in the record");
    }
    std::string minutes(MonoTime at) const {
        return std::to_string(std::chrono::floor<Minutes>(at - first_).count());
    }

    void collectPressures() {
        for (const auto& reading : readings_)
            if (const auto s = reading.trusted(Channel::nibpSystolic),
                d = reading.trusted(Channel::nibpDiastolic);
                s && d)
                pressures_.push_back({*s, *d, reading.at.mono});
        for (const auto& event : current_.all())
            if (const auto* typed = std::get_if<VitalsEntered>(&event.body))
                if (const auto& s = typed->values[index(Channel::nibpSystolic)],
                    &d = typed->values[index(Channel::nibpDiastolic)];
                    s && d)
                    pressures_.push_back({*s, *d, event.effective});
        std::ranges::stable_sort(pressures_, {}, &Pressure::at);
    }

    /// Nobody reports a demonstration as a treatment.
    void origin() {
        std::string words;
        for (const auto& tag : originTags(summary_, sources_))
            words += (words.empty() ? "" : "; ") + tag.words;
        if (!words.empty())
            add("form", "form.origin", "Not a treatment as it was given", words, "the record");
    }
    void patient() {
        const auto& p = state_.opened.patient;
        add("patient", "patient.last", "Last name", p.familyName, "check-in");
        add("patient", "patient.first", "First name", p.givenName, "check-in");
        add("patient", "patient.birthdate", "Date of birth", p.birthDate, "check-in");
        add("patient", "patient.sex", "Sex",
            p.sex == Sex::female ? "female"
            : p.sex == Sex::male ? "male"
                                 : "",
            p.sex == Sex::unknown ? "not in the record" : "check-in");
        toFill("patient", "patient.enrolled", "Enrolled in the programme");
        add("patient", "patient.first_treatment", "First treatment",
            state_.opened.numberInCourse > 0 ? (state_.opened.numberInCourse == 1 ? "yes" : "no") : "",
            "sessions of this patient in this record; treatments elsewhere are not known");
    }
    /// The screen asks for groups of medicines together: "none" answers each of the form's questions, any
    /// other answer leaves the choice to a person.
    void medicines() {
        const auto group = [&](const char* key, const char* label, const char* item) {
            const auto answer = state_.confirmedValue("screen", item);
            const bool none = answer == "none" || answer == "no";
            add("medicines", key, label, none ? "no" : "",
                answer.empty() ? "not in the record" : "screen answer: " + answer);
        };
        group("meds.benzodiazepines", "Benzodiazepines", "sedatives_today");
        group("meds.sedative_hypnotics", "Other sedatives or hypnotics", "sedatives_today");
        group("meds.opioids", "Opioids", "sedatives_today");
        group("meds.psychostimulants", "Psychostimulants", "stimulants_today");
        group("meds.maois", "MAO inhibitors", "stimulants_today");
    }
    void setting() {
        toFill("setting", "setting.name", "Name of the healthcare setting");
        toFill("setting", "setting.address", "Address of the healthcare setting");
        toFill("setting", "hcp.telephone", "Telephone of the monitoring professional");
        toFill("setting", "hcp.email", "E-mail of the monitoring professional");
    }
    void session() {
        add("session", "session.date", "Date of treatment", form_.sessionDate, "first device");
        add("session", "session.dose_mg", "Dose, mg",
            formatPlain(state_.sprays.deliveredMg(state_.lastAt), 1),
            std::to_string(state_.sprays.devicesGiven()) + " devices recorded");
        std::vector<std::string> lots;
        for (const auto& event : current_.all())
            if (const auto* spray = std::get_if<SprayGiven>(&event.body);
                spray && !spray->lot.empty() && std::ranges::find(lots, spray->lot) == lots.end())
                lots.push_back(spray->lot);
        std::string joined;
        for (const auto& lot : lots) joined += (joined.empty() ? "" : ", ") + lot;
        add("session", "session.lots", "Lot numbers", joined,
            joined.empty() ? "not in the record" : "devices");
        const std::string basis = "first device to \"ready to leave\"";
        if (!ready_) {
            toFill("session", "session.total_min", "Minutes from the first device to completion");
            toFill("session", "session.two_hours", "Observed for at least two hours");
        } else {
            add("session", "session.total_min", "Minutes from the first device to completion",
                minutes(*ready_), basis);
            add("session", "session.two_hours", "Observed for at least two hours",
                *ready_ - first_ >= kTwoHours ? "yes" : "no", basis);
            if (*ready_ - first_ < kTwoHours)
                toFill("session", "session.would_be_ready_min",
                       "If shorter: minutes from the start until ready to leave");
        }
        toFill("session", "vitals.acceptable_before", "Vital signs acceptable before administration");
        toFill("session", "vitals.acceptable_after", "Vital signs acceptable before completion");
    }
    void pressure(const char* key, const std::string& label, const Pressure* found) {
        if (!found) return toFill("blood_pressure", key, label);
        const auto after = std::chrono::floor<Minutes>(found->at - first_).count();
        add("blood_pressure", key, label,
            formatPlain(found->systolic, 0) + "/" + formatPlain(found->diastolic, 0),
            after < 0 ? "measured " + std::to_string(-after) + " min before the first device"
                      : "measured " + std::to_string(after) + " min after the first device");
    }
    void pressures() {
        const Pressure *before = nullptr, *mark = nullptr, *last = nullptr;
        const auto offMark = [&](const Pressure& p) { return std::chrono::abs(p.at - first_ - kMark); };
        for (const auto& p : pressures_) {
            if (p.at <= first_) before = &p;
            if (p.at > first_ && offMark(p) <= kNearMark && (!mark || offMark(p) < offMark(*mark))) mark = &p;
            if (p.at > first_ && ready_ && p.at <= *ready_) last = &p;
        }
        pressure("bp.before", "Blood pressure before administration, mmHg", before);
        pressure("bp.40min", "Blood pressure about 40 min after administration, mmHg", mark);
        pressure("bp.before_leaving", "Blood pressure before completion, mmHg", last);
    }
    /// Occurrence by the recorded scale: minutes from the first device, over all scores after it.
    template <class Shows>
    void scale(const std::string& key, const std::string& label, const char* instrument, Shows shows) {
        std::optional<MonoTime> onset, resolved;
        bool any = false;
        auto scores = state_.scores[instrument];
        std::ranges::sort(scores, {}, &ScoreTotal::at);
        for (const auto& score : scores) {
            if (!score.total || score.at < first_) continue;
            any = true;
            if (shows(*score.total)) {
                if (!onset) onset = score.at;
                resolved.reset();
            } else if (onset && !resolved) {
                resolved = score.at;
            }
        }
        const std::string basis = std::string("scores of ") + instrument + "; times are those of the scores";
        const auto field = [&](const char* part, const std::string& words, std::string value) {
            form_.fields.push_back(
                {"events", key + part, label + words, value, any ? basis : std::string("not in the record")});
        };
        field(".occurred", " occurred", !any ? "" : onset ? "yes" : "no");
        if (!onset) return;
        field(".onset_min", ": onset, minutes from the first device", minutes(*onset));
        field(".resolved_min", ": resolved, minutes from the first device",
              resolved ? minutes(*resolved) : "");
    }
    void rescue() {
        std::string given;
        for (const auto& event : current_.all())
            if (const auto* m = std::get_if<MedicationGiven>(&event.body))
                given += (given.empty() ? "" : "; ") + m->drug + " " + formatPlain(m->dose, 3) + " " +
                         m->unit + " " + m->route + " at " + minutes(event.effective) + " min";
        add("events", "events.medication", "Medication given", given.empty() ? "none recorded" : given,
            "medicines charted in this session");
        toFill("events", "events.serious", "Serious adverse event: yes or no, type and narrative");
    }
    void signOff() {
        const auto nurse = std::ranges::find(state_.signatures, Role::nurse,
                                             [](const auto& signature) { return signature.first; });
        add("sign_off", "hcp.name", "Monitoring professional",
            nurse == state_.signatures.end() ? "" : nurse->second.name,
            nurse == state_.signatures.end() ? "the session is not signed yet" : "signature of the session");
        toFill("sign_off", "form.signature", "Signature and date on the form");
    }

    const std::vector<Event>& events_;
    const std::vector<Reading>& readings_;
    SessionState state_;
    SessionSummary summary_;
    std::vector<SourceInfo> sources_;
    CurrentEntries current_;
    std::vector<Pressure> pressures_;
    std::optional<MonoTime> ready_;
    MonoTime first_;
    RemsForm form_;
};

} // namespace

const RemsField* RemsForm::find(const std::string& key) const {
    const auto it = std::ranges::find(fields, key, &RemsField::key);
    return it == fields.end() ? nullptr : &*it;
}

std::vector<std::string> RemsForm::missing() const {
    std::vector<std::string> out;
    for (const auto& field : fields)
        if (field.value.empty()) out.push_back(field.label);
    return out;
}

RemsForm remsForm(const std::vector<Event>& events, const std::vector<Reading>& readings) {
    return FormFiller(events, readings).fill();
}

std::string remsDueDate(const std::string& sessionDate) {
    return later(sessionDate, kRemsDueDays);
}

std::optional<int> remsDaysLeft(const RemsForm& form, WallTime now) {
    if (!form.applies) return std::nullopt;
    return daysBetween(formatDate(now), form.dueDate);
}

std::string remsJson(const RemsForm& form) {
    nlohmann::ordered_json out;
    out["format"] = "chairside-rems-monitoring";
    out["format_version"] = 1;
    out["status"] = kStatus;
    out["session_date"] = form.sessionDate;
    out["due_date"] = form.dueDate;
    out["fields"] = nlohmann::ordered_json::array();
    for (const auto& f : form.fields)
        out["fields"].push_back(
            {{"section", f.section},
             {"key", f.key},
             {"label", f.label},
             {"value", f.value.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(f.value)},
             {"basis", f.basis}});
    return out.dump(2) + "\n";
}

std::string remsCsv(const RemsForm& form) {
    std::string out = "section,key,label,value,basis\r\n";
    const auto row = [&](const RemsField& f) {
        out += csvText(f.section) + "," + csvText(f.key) + "," + csvText(f.label) + "," + csvText(f.value) +
               "," + csvText(f.basis) + "\r\n";
    };
    row({"form", "form.status", "State of this form", kStatus, ""});
    row({"form", "form.due", "Due", form.dueDate, "seven days after the session"});
    for (const auto& field : form.fields) row(field);
    return out;
}

} // namespace chairside
