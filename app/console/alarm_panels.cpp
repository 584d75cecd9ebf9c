// SPDX-License-Identifier: GPL-3.0-or-later
// LiveActions: the alarm limits of the session, the alarm sound and its test.
#include "app/console/live_actions.h"
#include "app/console/panel_serving.h"
#include "app/console/sentinel_client.h"
#include "core/base/number.h"
#include "core/domain/alarm/alarm_signal.h"
#include "core/live/sound_state.h"
#include "ui/live/limits_panel.h"
#include "ui/live/sound_panel.h"
#include "ui/style/words.h"

namespace chairside {
namespace {

/// The values before treatment; until then those measured lately, so that limits can be fitted in time.
std::pair<Baseline, QString> baselineOf(const SessionView& view, MonoTime now) {
    const auto& taken = view.baseline();
    const VitalsFacts facts = taken ? *taken : view.vitals();
    Baseline baseline;
    bool any = false;
    for (const auto& sensor : allChannels()) {
        const auto& fact = facts[sensor.channel];
        if (!fact || (!taken && now - fact->at > view.protocol().baselineMaxAge)) continue;
        baseline[sensor.channel] = fact->value;
        any = true;
    }
    return {baseline, !any    ? QString()
                      : taken ? LiveActions::tr("the values before treatment")
                              : LiveActions::tr("the values measured now, before treatment")};
}

} // namespace

void LiveActions::openLimits(std::optional<Channel> channel) {
    if (!controller_.engine()) return;
    const auto state = [this] {
        const auto [baseline, from] = baselineOf(view(), controller_.viewNow().mono);
        return presentLimits(controller_.engine()->alarms(), baseline, from);
    };
    auto* panel = new LimitsPanel;
    panel->setState(state());
    serve(panel);
    refresh_ = [panel, state] { panel->setState(state()); };
    if (channel) panel->showChannel(*channel);
}

void LiveActions::openSound(bool selfTest) {
    if (!controller_.engine()) return;
    auto* panel = new SoundPanel;
    panel->setIsSelfTest(selfTest);
    const auto state = [this] {
        const auto sound = soundStateOf(view().events());
        SoundPanel::State shown;
        shown.volume = sound.volume;
        shown.running = sentinel_ && sentinel_->isAlive();
        shown.output = sentinel_ && sentinel_->hasOutput();
        shown.profile = sound.quiet
                            ? tr("Quiet profile in this stage, by the protocol: low alarms sound after %1 s, "
                                 "medium after "
                                 "%2 s, both softer; light first. An emergency sounds at once and in full.")
                                  .arg(std::chrono::duration_cast<Seconds>(kQuietLowAfter).count())
                                  .arg(std::chrono::duration_cast<Seconds>(kQuietMediumAfter).count())
                            : tr("Full profile in this stage: every alarm sounds as soon as it is shown.");
        if (sound.heard)
            shown.tested = (*sound.heard ? tr("Heard at %1, said %2.") : tr("Not heard at %1, said %2."))
                               .arg(text(formatClock(sound.testedAt)).left(5), text(sound.testedBy));
        return shown;
    };
    panel->setState(state());
    connect(panel, &SoundPanel::testRequested, this, [this](AlarmPriority priority) {
        if (sentinel_) sentinel_->test(priority);
    });
    connect(panel, &SoundPanel::volumeChosen, this, [this](int step) {
        Command command;
        command.ask = SoundSet{step, {}, {}};
        if (std::holds_alternative<std::vector<Event>>(send(std::move(command))) && sentinel_)
            sentinel_->setVolume(step);
    });
    connect(panel, &SoundPanel::answered, this, [this, panel](bool heard) {
        Command command;
        command.ask = SelfTested{selfTestResults(heard)};
        panel->showAnswer(send(std::move(command)));
    });
    serve(panel);
    refresh_ = [panel, state] { panel->setState(state()); };
}

/// The sound as the person says, and what the program knows at this moment without asking.
std::map<std::string, std::string> LiveActions::selfTestResults(bool heard) const {
    std::map<std::string, std::string> results;
    const auto& saved = controller_.saved();
    results[self_test::kSound] = heard ? self_test::kHeard : self_test::kNotHeard;
    results["volume"] = std::to_string(soundStateOf(view().events()).volume);
    results["sound_output"] = sentinel_ && sentinel_->hasOutput() ? "present" : "missing";
    results["record"] = saved.fault       ? "fault"
                        : saved.everSaved ? "written and acknowledged"
                                          : "not written yet";
    if (saved.freeBytes >= 0) results["disk_free"] = std::to_string(saved.freeBytes >> 20) + " MB";
    results["clock"] = formatDate(controller_.now().wall) + " " + formatClock(controller_.now().wall);
    results["vital_signs"] = view().readingCount() > 0 ? "arriving" : "none yet";
    return results;
}

} // namespace chairside
