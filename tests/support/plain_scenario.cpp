// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/plain_scenario.h"

#include "core/base/number.h"
#include "core/domain/dosing.h"
#include "core/domain/event_words.h"
#include "core/live/session_engine.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace chairside::testing {
namespace {

constexpr Millis kTick = 15s; ///< the engine is ticked at least this often between two lines

struct NotUnderstood : std::runtime_error {
    using std::runtime_error::runtime_error;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

double number(const std::string& text) {
    const auto parsed = parseNumber(text);
    if (!parsed.value) throw NotUnderstood("\"" + text + "\" is not a number");
    return *parsed.value;
}

const char* phaseWord(Phase phase) {
    switch (phase) {
    case Phase::scheduled: return "scheduled";
    case Phase::checkedIn: return "checked in";
    case Phase::screened: return "screened";
    case Phase::held: return "held";
    case Phase::cleared: return "cleared";
    case Phase::timeoutDone: return "time-out done";
    case Phase::running: return "running";
    case Phase::paused: return "paused";
    case Phase::recovery: return "recovery";
    case Phase::dischargeReady: return "ready to leave";
    case Phase::discharged: return "discharged";
    case Phase::signedOff: return "signed";
    case Phase::cancelled: return "cancelled";
    }
    return "";
}

const char* checkWord(CheckState state) {
    switch (state) {
    case CheckState::upcoming: return "upcoming";
    case CheckState::due: return "due";
    case CheckState::overdue: return "overdue";
    case CheckState::done: return "done";
    case CheckState::late: return "late";
    case CheckState::missed: return "missed";
    }
    return "";
}

class Player {
public:
    explicit Player(const std::vector<Protocol>& protocols) : protocols_(protocols) {}

    ScenarioOutcome play(const std::string& text) {
        std::istringstream in(text);
        std::string raw;
        while (std::getline(in, raw)) {
            ++line_;
            const auto hash = raw.find('#');
            if (hash != std::string::npos) raw.resize(hash);
            while (!raw.empty() && std::isspace(static_cast<unsigned char>(raw.back()))) raw.pop_back();
            if (raw.empty()) continue;
            try {
                readLine(raw);
            } catch (const NotUnderstood& fault) {
                outcome_.faults.push_back({line_, fault.what(), false});
            }
        }
        nothingLeftUnanswered();
        return outcome_;
    }

private:
    using Words = std::smatch;

    void readLine(const std::string& line) {
        static const std::regex kProtocol("protocol (\\S+)"), kDay("day (\\d{4}-\\d\\d-\\d\\d)"),
            kTimed("(\\d\\d):(\\d\\d)(?::(\\d\\d))? (.*)"), kPerson("(nurse|prescriber) (\\w+) (.*)"),
            kExpect("expect (.*)");
        Words w;
        if (std::regex_match(line, w, kProtocol)) return choose(w[1]);
        if (std::regex_match(line, w, kDay)) {
            day_ = parseIsoDate(w[1].str());
            return;
        }
        Words timed;
        if (!std::regex_match(line, timed, kTimed)) throw NotUnderstood("the line has no time: " + line);
        moveTo(Seconds{std::stoi(timed[1]) * 3600 + std::stoi(timed[2]) * 60 +
                       (timed[3].matched ? std::stoi(timed[3]) : 0)});
        const std::string rest = timed[4];
        if (std::regex_match(rest, w, kExpect)) {
            ++outcome_.expectations;
            return expect(w[1]);
        }
        if (!std::regex_match(rest, w, kPerson)) throw NotUnderstood("nobody does this: " + rest);
        nothingLeftUnanswered();
        ++outcome_.commands;
        act(person(w[1], w[2]), w[3]);
    }

    void choose(const std::string& id) {
        const auto it = std::ranges::find(protocols_, id, &Protocol::id);
        if (it == protocols_.end()) throw NotUnderstood("there is no protocol " + id);
        protocol_ = &*it;
    }
    static Actor person(const std::string& role, const std::string& name) {
        return {name, name, role == "nurse" ? Role::nurse : Role::prescriber};
    }
    std::int64_t utcMs(Millis ofDay) const {
        return std::chrono::duration_cast<Millis>(day_.value().time_since_epoch() + ofDay).count();
    }
    MonoTime monoOf(const std::string& clock) const {
        return MonoTime{Minutes{std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2))} -
                        opened_.value()};
    }
    void moveTo(Millis ofDay) {
        if (!protocol_) throw NotUnderstood("the first line names the protocol");
        if (!engine_) {
            opened_ = ofDay;
            today_ = ofDay;
            clock_ = ManualClock({MonoTime{}, {utcMs(ofDay), 0}});
            engine_ = std::make_unique<SessionEngine>(*protocol_, clock_, ids_, [](const Event&) {});
        }
        if (ofDay < today_) throw NotUnderstood("the clock runs backwards");
        while (today_ < ofDay) {
            const auto step = std::min(kTick, ofDay - today_);
            clock_.advance(step);
            today_ += step;
            engine_->tick(clock_.now().mono);
        }
    }

    // ---- what people do ----

    void submit(const Actor& who, EventBody body, const std::string& about = {}) {
        Command command;
        command.actor = who;
        command.ask = std::move(body);
        command.sure = contains(about, "sure");
        static const std::regex kWhen("happened at (\\d\\d:\\d\\d)"), kSecond("confirmed by (\\w+) (\\w+)");
        Words w;
        if (std::regex_search(about, w, kWhen)) command.effective = monoOf(w[1]);
        if (std::regex_search(about, w, kSecond)) command.second = person(w[1], w[2]);
        const auto decision = engine_->submit(command);
        if (const auto* refusal = std::get_if<Refusal>(&decision)) refused_ = refusal->sentence;
        if (const auto* question = std::get_if<Question>(&decision)) asked_ = question->sentence;
        answeredAt_ = line_;
        engine_->tick(clock_.now().mono);
    }
    void nothingLeftUnanswered() {
        if (refused_) outcome_.faults.push_back({answeredAt_, "was refused: " + *refused_, false});
        if (asked_) outcome_.faults.push_back({answeredAt_, "was asked: " + *asked_, false});
        refused_.reset();
        asked_.reset();
    }
    const SessionState& state() const { return engine_->view().state(); }

    void act(const Actor& who, const std::string& text) {
        // "..., sure" / "..., happened at 10:05" / "..., confirmed by nurse Tim" qualify any line.
        static const std::regex kAbout("(.*?)((?:, (?:sure|happened at .*|confirmed by .*))*)");
        Words w;
        std::regex_match(text, w, kAbout);
        const std::string deed = w[1], about = w[2];
        if (!prepare(who, deed, about) && !treat(who, deed, about) && !observe(who, deed, about) &&
            !finish(who, deed, about))
            throw NotUnderstood("not understood: " + text);
    }
    static bool is(const std::string& text, const char* pattern, Words& w) {
        return std::regex_match(text, w, std::regex(pattern));
    }

    bool prepare(const Actor& who, const std::string& d, const std::string& about) {
        Words w;
        if (is(d, "checks in (\\w+) (\\w+), born (\\S+), record (\\S+), weight (\\S+) kg", w)) {
            SessionOpened opened;
            opened.patient.id = ids_.next(0);
            opened.patient.givenName = w[1], opened.patient.familyName = w[2];
            opened.patient.birthDate = w[3], opened.patient.mrn = w[4];
            weightKg_ = number(w[5]);
            submit(who, opened, about);
            submit(who, ItemConfirmed{"check_in", "weight_kg", w[5]});
        } else if (is(d, "answers the screen", w)) {
            for (const auto& item : protocol_->screen) answer(who, "screen", item);
        } else if (is(d, "answers (screen|time-out|discharge) item (\\w+) with \"(.*)\"", w)) {
            submit(who, ItemConfirmed{w[1] == "time-out" ? "timeout" : w[1].str(), w[2], w[3]}, about);
        } else if (is(d, "completes the screen|checks the hold again", w)) {
            submit(who, ScreenCompleted{}, about);
        } else if (is(d, "overrides the hold (\\S+) because (.*)", w)) {
            submit(who, HoldOverridden{w[1], w[2]}, about);
        } else if (is(d, "orders (\\S+) mg/kg over (\\S+) min in (\\S+) mL", w)) {
            DoseChoices choices;
            choices.mgPerKg = number(w[1]), choices.durationMin = number(w[2]), choices.bagMl = number(w[3]);
            order(who, choices, about);
        } else if (is(d, "orders (\\S+) mg", w)) {
            DoseChoices choices;
            choices.fixedMg = number(w[1]);
            choices.durationMin = protocol_->dosing.durationMin;
            order(who, choices, about);
        } else if (is(d, "answers the time-out", w)) {
            for (const auto& item : protocol_->timeout) answer(who, "timeout", item);
        } else if (is(d, "confirms the time-out with (\\w+) (\\w+)", w)) {
            submit(who, TimeoutConfirmed{person(w[1], w[2])}, about);
        } else {
            return false;
        }
        return true;
    }
    void answer(const Actor& who, const std::string& list, const RequiredItem& item) {
        if (item.optional) return; // a scenario names it where it matters
        std::string value = item.kind == RequiredItem::Kind::text   ? "as on file"
                            : item.kind == RequiredItem::Kind::date ? "2026-01-15"
                            : item.stopsOn == "yes"                 ? "no"
                                                                    : "yes";
        for (const auto& choice : item.choices)
            if (choice != item.stopsOn) {
                value = choice;
                break;
            }
        submit(who, ItemConfirmed{list, item.key, value});
    }
    void order(const Actor& who, DoseChoices choices, const std::string& about) {
        choices.weightKg = weightKg_;
        const auto& rule = protocol_->dosing;
        // The 500 mg vials of the abort table: 50 mg/mL where the protocol has it.
        for (const double strength : rule.stockMgPerMl)
            if (choices.stockMgPerMl == 0 || strength == 50) choices.stockMgPerMl = strength;
        const auto dose = computeDose(rule, choices);
        if (const auto* refusal = std::get_if<Refusal>(&dose)) {
            refused_ = refusal->sentence;
            answeredAt_ = line_;
            return;
        }
        submit(who, DoseOrdered{std::get<DoseOrder>(dose), "", {}}, about);
    }

    bool treat(const Actor& who, const std::string& d, const std::string& about) {
        Words w;
        if (is(d, "draws (\\S+) mg from vial (\\S+) of (\\S+) mg, lot (\\S+), expiry (\\S+)", w)) {
            DrugDrawn drawn;
            drawn.mg = number(w[1]), drawn.vial = w[2], drawn.vialMg = number(w[3]), drawn.lot = w[4],
            drawn.expiry = w[5];
            submit(who, drawn, about);
        } else if (is(d, "draws (\\S+) mg from the open vial (\\S+) of (\\S+) mg, lot (\\S+)", w)) {
            DrugDrawn drawn;
            drawn.mg = number(w[1]), drawn.vial = w[2], drawn.vialMg = number(w[3]), drawn.lot = w[4];
            drawn.fromOpenVial = true;
            submit(who, drawn, about);
        } else if (is(d, "starts the infusion", w)) {
            submit(who, InfusionStarted{state().order ? state().order->rateMlPerH : 100, "A1", "2027-12"},
                   about);
        } else if (is(d, "starts the infusion at (\\S+) mL/h", w)) {
            submit(who, InfusionStarted{number(w[1]), "A1", "2027-12"}, about);
        } else if (is(d, "pauses the infusion because (.*)", w)) {
            submit(who, InfusionPaused{w[1]}, about);
        } else if (is(d, "resumes the infusion at (\\S+) mL/h", w)) {
            submit(who, InfusionResumed{number(w[1])}, about);
        } else if (is(d, "changes the rate to (\\S+) mL/h because (.*)", w)) {
            submit(who, RateChanged{number(w[1]), w[2]}, about);
        } else if (is(d, "stops the infusion early because (.*)", w)) {
            submit(who, InfusionStopped{false, w[1], ""}, about);
        } else if (is(d, "records the end of the infusion", w)) {
            submit(who, InfusionStopped{true, "", ""}, about);
        } else if (is(d, "records spray device (\\d+) of (\\S+) mg", w)) {
            submit(who, SprayGiven{std::stoi(w[1]), number(w[2]), "A1"}, about);
        } else if (is(d, "gives (\\S+) (\\S+) (\\S+) (\\S+) because (.*)", w)) {
            submit(who, MedicationGiven{w[1], w[3], w[4], w[5], "", number(w[2]), ""}, about);
        } else {
            return false;
        }
        return true;
    }

    bool observe(const Actor& who, const std::string& d, const std::string& about) {
        static const std::map<std::string, Channel> kNames{
            {"heart rate", Channel::hr}, {"saturation", Channel::spo2}, {"breathing rate", Channel::rr}};
        Words w;
        VitalsEntered vitals;
        if (is(d, "enters blood pressure (\\d+)/(\\d+)(.*)", w)) {
            vitals.values[index(Channel::nibpSystolic)] = number(w[1]);
            vitals.values[index(Channel::nibpDiastolic)] = number(w[2]);
            more(w[3], kNames, vitals);
            submit(who, vitals, about);
        } else if (is(d, "gives oxygen, (\\S+) L/min by (.*)", w)) {
            vitals.values[index(Channel::o2Flow)] = number(w[1]);
            vitals.site = w[2];
            submit(who, vitals, about);
        } else if (is(d, "ends the oxygen", w)) {
            vitals.values[index(Channel::o2Flow)] = 0;
            submit(who, vitals, about);
        } else if (is(d, "enters ((?:heart rate|saturation|breathing rate).*)", w)) {
            more(", " + w[1].str(), kNames, vitals);
            submit(who, vitals, about);
        } else if (is(d, "scores (\\w+) (\\S+)", w)) {
            ScoreEntered score;
            score.instrument = w[1], score.version = "1", score.answers = {{w[1], w[2]}};
            score.total = number(w[2]);
            submit(who, score, about);
        } else if (is(d, "charts (\\w+), severity (\\d)", w)) {
            submit(who, SideEffectBegan{w[1], std::stoi(w[2]), "probable", ""}, about);
        } else if (is(d, "ends (\\w+)", w)) {
            for (const auto& effect : state().effects)
                if (effect.effect == w[1].str() && !effect.until) {
                    submit(who, SideEffectEnded{effect.id}, about);
                    return true;
                }
            throw NotUnderstood("no such side effect is present");
        } else if (is(d, "notes \"(.*)\"", w)) {
            submit(who, NoteWritten{w[1], std::nullopt}, about);
        } else if (is(d, "says why \"(.*)\" of (\\d\\d:\\d\\d) was missed: (.*)", w)) {
            submit(who, CheckMissed{ruleOf(w[1]), monoOf(w[2]), w[3]}, about);
        } else {
            return false;
        }
        return true;
    }
    static void more(const std::string& text, const std::map<std::string, Channel>& names,
                     VitalsEntered& vitals) {
        static const std::regex kPart(", (heart rate|saturation|breathing rate) (\\d+)");
        std::size_t read = 0;
        for (auto it = std::sregex_iterator(text.begin(), text.end(), kPart); it != std::sregex_iterator();
             ++it) {
            vitals.values[index(names.at((*it)[1]))] = number((*it)[2]);
            read += static_cast<std::size_t>(it->length());
        }
        if (read != text.size()) throw NotUnderstood("not understood: " + text);
    }
    std::string ruleOf(const std::string& title) const {
        for (const auto& rule : protocol_->checks)
            if (rule.title == title) return rule.id;
        throw NotUnderstood("no check is called " + title);
    }

    bool finish(const Actor& who, const std::string& d, const std::string& about) {
        Words w;
        if (is(d, "wastes (\\S+) mg from the (\\w+), witnessed by (\\w+) (\\w+)", w)) {
            DrugWasted wasted;
            wasted.mg = number(w[1]), wasted.from = w[2], wasted.witness = person(w[3], w[4]);
            wasted.method = "sink", wasted.reason = "not used";
            submit(who, wasted, about);
        } else if (is(d, "names a discrepancy of (\\S+) mg because (.*)", w)) {
            submit(who, DiscrepancyNamed{number(w[1]), w[2]}, about);
        } else if (is(d, "declares the patient ready", w)) {
            submit(who, DischargeReady{}, about);
        } else if (is(d, "declares the patient ready because (.*)", w)) {
            submit(who, DischargeReady{w[1]}, about);
        } else if (is(d, "discharges the patient with (.*)", w)) {
            submit(who, Discharged{w[1], ""}, about);
        } else if (is(d, "signs", w)) {
            submit(who, Signed{who.role, who.name, "documented the session"}, about);
        } else if (is(d, "adds an addendum \"(.*)\" because (.*)", w)) {
            submit(who, AddendumAdded{w[1], w[2]}, about);
        } else if (is(d, "writes the patient's account \"(.*)\"", w)) {
            submit(who, AccountWritten{w[1], "account"}, about);
        } else if (is(d, "plans a follow-up on (\\S+)", w)) {
            submit(who, FollowUpPlanned{w[1], ""}, about);
        } else {
            return false;
        }
        return true;
    }

    // ---- what is expected ----

    void require(bool holds, const std::string& what, const std::string& found) {
        if (holds) return;
        outcome_.faults.push_back(
            {line_, "expected " + what + ", but " + (found.empty() ? "nothing" : found) + " was found",
             true});
    }
    void amount(const std::string& what, const std::string& wanted, double found) {
        const auto dot = wanted.find('.');
        const int decimals = dot == std::string::npos ? 0 : static_cast<int>(wanted.size() - dot - 1);
        require(std::abs(number(wanted) - found) <= 0.5001 * std::pow(10.0, -decimals), what + " " + wanted,
                formatPlain(found, 4));
    }

    void expect(const std::string& what) {
        Words w;
        if (is(what, "refused: (.*)", w)) {
            const auto found = std::exchange(refused_, std::nullopt);
            return require(found && contains(*found, w[1]), what, found.value_or("no refusal"));
        }
        if (is(what, "asked: (.*)", w)) {
            const auto found = std::exchange(asked_, std::nullopt);
            return require(found && contains(*found, w[1]), what, found.value_or("no question"));
        }
        nothingLeftUnanswered();
        if (!expectState(what) && !expectCheck(what) && !expectDrug(what))
            throw NotUnderstood("not understood: expect " + what);
    }

    bool expectState(const std::string& what) {
        Words w;
        if (is(what, "phase: (.*)", w)) {
            require(phaseWord(state().phase) == w[1].str(), what, phaseWord(state().phase));
        } else if (is(what, "hold: (.*)", w)) {
            require(contains(openHolds(), w[1]), what, openHolds());
        } else if (what == "no open hold") {
            require(openHolds().empty(), what, openHolds());
        } else if (is(what, "alarm: (.*)", w)) {
            require(contains(alarms(), w[1]), what, alarms());
        } else if (is(what, "no alarm: (.*)", w)) {
            require(!contains(alarms(), w[1]), what, alarms());
        } else if (is(what, "present: (.*)", w)) {
            require(contains(present(), w[1]), what, present());
        } else if (is(what, "not present: (.*)", w)) {
            require(!contains(present(), w[1]), what, present());
        } else if (is(what, "in the record: (.*)", w)) {
            std::string all;
            for (const auto& event : engine_->view().events()) all += describe(event) + " | ";
            require(contains(all, w[1]), what, all);
        } else if (is(what, "signatures: (\\d)", w)) {
            const auto found = std::to_string(state().signatures.size());
            require(found == w[1].str(), what, found);
        } else {
            return false;
        }
        return true;
    }
    bool expectCheck(const std::string& what) {
        Words w;
        if (is(what, "(due|overdue|done|late|missed|upcoming): (.*?)(?: at (\\d\\d:\\d\\d))?", w)) {
            std::string found;
            bool holds = false;
            for (const auto& check : engine_->view().schedule().at(clock_.now().mono)) {
                if (check.title != w[2].str()) continue;
                if (w[3].matched && std::chrono::floor<Minutes>(check.due) != monoOf(w[3])) continue;
                found += std::string(checkWord(check.state)) + " ";
                holds = holds || checkWord(check.state) == w[1].str();
            }
            require(holds, what, found);
        } else if (what == "nothing overdue") {
            std::string found;
            for (const auto& check : engine_->view().schedule().at(clock_.now().mono))
                if (check.state == CheckState::overdue) found += check.title + " ";
            require(found.empty(), what, found);
        } else if (is(what, "still open before leaving: (.*)", w)) {
            require(contains(openCriteria(), w[1]), what, openCriteria());
        } else if (what == "nothing open before leaving") {
            require(openCriteria().empty(), what, openCriteria());
        } else if (is(what, "earliest exit: (\\d\\d:\\d\\d)", w)) {
            const auto earliest = gate().earliest;
            require(earliest == monoOf(w[1]), what,
                    earliest ? formatDuration(*earliest - MonoTime{}) + " after check-in" : "no time");
        } else {
            return false;
        }
        return true;
    }
    bool expectDrug(const std::string& what) {
        Words w;
        const auto now = clock_.now().mono;
        const auto balance = state().ledger.balance(state().givenMg(now));
        if (is(what, "given: (\\S+) mg", w)) {
            amount("given", w[1], state().givenMg(now));
        } else if (is(what, "infused: (\\S+) mL", w)) {
            amount("infused", w[1], state().pump.deliveredMl(now));
        } else if (is(what, "still to account for: (\\S+) mg", w)) {
            amount("still to account for", w[1], balance.differenceMg);
        } else if (is(what, "wasted: (\\S+) mg", w)) {
            amount("wasted", w[1], balance.wastedMg);
        } else if (is(what, "the ledger (balances|is open)", w)) {
            require(balance.settled == (w[1] == "balances"), what, balance.sentence);
        } else {
            return false;
        }
        return true;
    }

    std::string openHolds() const {
        std::string out;
        for (const auto& hold : state().holds)
            if (!hold.settled) out += hold.code + " (" + hold.detail + ") ";
        return out;
    }
    std::string alarms() const {
        std::string out;
        for (const auto& alarm : engine_->alarms().active(clock_.now().mono)) out += alarm.text + " | ";
        return out;
    }
    std::string present() const {
        std::string out;
        for (const auto& effect : state().effects)
            if (!effect.until) out += effect.effect + " severity " + std::to_string(effect.severity) + " | ";
        if (const auto oxygen = engine_->view().oxygen().facts(); oxygen.running)
            out += "oxygen " + formatNumber(oxygen.running->flowLPerMin) + " L/min | ";
        return out;
    }
    GateResult gate() const {
        return evaluateGate(protocol_->gate, gateFacts(state(), engine_->view().vitals()), clock_.now().mono);
    }
    /// Titles, each with the value behind it.
    std::string openCriteria() const {
        std::string out;
        for (const auto& criterion : gate().criteria)
            if (criterion.state != CriterionState::met)
                out += criterion.title + (criterion.value.empty() ? "" : ": " + criterion.value) + " | ";
        return out;
    }

    const std::vector<Protocol>& protocols_;
    const Protocol* protocol_ = nullptr;
    std::optional<std::chrono::sys_days> day_ = parseIsoDate("2026-11-21");
    std::optional<Millis> opened_;
    Millis today_{0};
    ManualClock clock_;
    SeededUuids ids_{1};
    std::unique_ptr<SessionEngine> engine_;
    double weightKg_ = 0;
    int line_ = 0, answeredAt_ = 0;
    std::optional<std::string> refused_, asked_;
    ScenarioOutcome outcome_;
};

} // namespace

ScenarioOutcome playScenario(const std::string& text, const std::vector<Protocol>& protocols) {
    return Player(protocols).play(text);
}

} // namespace chairside::testing
