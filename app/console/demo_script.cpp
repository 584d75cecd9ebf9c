// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demo_script.h"

namespace chairside {
namespace {

Patient demoPatient() {
    Patient patient;
    // One invented person for all demos, so that the history shows a course and not hundreds of people.
    patient.id = *Uuid::parse("00000000-0000-7000-8000-00000000de30");
    patient.familyName = "Rivera";
    patient.givenName = "Ana (demo)";
    patient.birthDate = "1986-03-14";
    patient.mrn = "004711";
    patient.sex = Sex::female;
    patient.allergies = "none known";
    return patient;
}

} // namespace

DemoScript::DemoScript(SessionController& controller, std::vector<Actor> people) : controller_(controller) {
    settings_.people = std::move(people);
}

Status DemoScript::ask(const ScriptLine& line) {
    Command command;
    command.actor = line.actor;
    command.ask = line.ask;
    command.sure = true;
    const auto decision = controller_.submit(std::move(command));
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return Error{refusal->sentence};
    return Done{};
}

Status DemoScript::begin(const Protocol& protocol, const std::string& drill) {
    SessionOpened opened;
    opened.patient = demoPatient();
    opened.demo = true;
    opened.drill = drill;
    if (auto* history = controller_.history())
        if (auto earlier = history->sessionsOf(opened.patient.id))
            opened.numberInCourse = static_cast<int>(earlier.value()) + 1;
    const auto decision = controller_.begin(protocol, std::move(opened), settings_.people.at(0));
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return Error{refusal->sentence};
    const auto lines = preparation(protocol, settings_);
    if (!lines) return lines.error();
    for (const auto& line : lines.value())
        if (auto done = ask(line); !done) return done;
    script_ = observations(protocol, settings_);
    return Done{};
}

void DemoScript::step() {
    auto* engine = controller_.engine();
    if (!engine || !engine->isOpen() || !engine->view().state().treatmentStart) return;
    const auto since = engine->now().mono - *engine->view().state().treatmentStart;
    // A drill or a visitor may have charted the same effect already; the script's line is then refused,
    // rightly.
    for (; next_ < script_.size() && script_[next_].at <= since; ++next_) (void)ask(script_[next_]);
}

} // namespace chairside
