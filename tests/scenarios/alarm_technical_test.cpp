// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the program's surroundings through the real console: the clock is set, the disk fills, the sound
// output goes away, the companion dies; and another page than the live one is looked at meanwhile.
#include "app/console/sentinel_client.h"
#include "app/console/session_bar.h"
#include "real_window.h"
#include "support/filling_disk.h"

#include <QPushButton>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

using namespace chairside;
using chairside::testing::FillingDisk;
using chairside::testing::TempDir;

namespace {

/// A companion of a few lines of shell: writes down what it hears, and has a sound output while a file is
/// there.
class Companion {
public:
    Companion() {
        std::ofstream script(program());
        script << "#!/bin/sh\n"
               << "out() { if [ -e '" << flag() << "' ]; then echo 'output 1'; else echo 'output 0'; fi; }\n"
               << "echo 'ready 1'\nout\n"
               << "while read -r line; do\n  echo \"$line\" >> '" << log() << "'\n"
               << "  case \"$line\" in\n    beat*) echo \"echo ${line#beat }\"; out ;;\n"
               << "    bye) exit 0 ;;\n  esac\ndone\n";
        script.close();
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
        setOutput(true);
    }
    void setOutput(bool present) {
        if (present)
            std::ofstream(flag()) << "yes";
        else
            std::filesystem::remove(flag());
    }
    std::string program() const { return folder_ / "companion"; }
    int heard(const std::string& word) const {
        std::ifstream file(log());
        int count = 0;
        for (std::string line; std::getline(file, line);) count += line.starts_with(word) ? 1 : 0;
        return count;
    }

private:
    std::string flag() const { return folder_ / "output"; }
    std::string log() const { return folder_ / "heard"; }
    TempDir folder_;
};

bool shows(const AlarmStrip& strip, const char* words) {
    return strip.accessibleDescription().contains(QString::fromUtf8(words));
}
bool within(int ms, const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, ms);
}
const AlarmRaised* raised(const SessionView& view, const std::string& condition) {
    for (const auto& event : view.events())
        if (const auto* one = std::get_if<AlarmRaised>(&event.body); one && one->condition == condition)
            return one;
    return nullptr;
}
bool cleared(const SessionView& view, const std::string& condition) {
    return std::ranges::any_of(view.events(), [&](const Event& event) {
        const auto* one = std::get_if<AlarmCleared>(&event.body);
        return one && one->condition == condition;
    });
}
void enterPressure(RealWindow& at, double systolic, double diastolic) {
    Command command;
    command.actor = {"okafor", "J. Okafor, RN", Role::nurse};
    command.sure = true;
    VitalsEntered vitals;
    vitals.values[index(Channel::nibpSystolic)] = systolic;
    vitals.values[index(Channel::nibpDiastolic)] = diastolic;
    command.ask = vitals;
    REQUIRE(std::holds_alternative<std::vector<Event>>(at.controller().submit(command)));
}

} // namespace

TEST_CASE("a clock that is set in a session is told, recorded and bends no time of it",
          "[scenario][alarms][H-11]") {
    RealWindow at;
    at.window().startDemo();
    at.pass(10s);
    const auto before = at.controller().now();
    at.host().stepWall(1h);
    at.pass(1s);
    REQUIRE(within(3000, [&] { return shows(*at.page().strip(), "The computer's clock was changed."); }));
    REQUIRE(within(3000, [&] { return raised(at.view(), "clock_stepped") != nullptr; }));
    const auto* alarm = raised(at.view(), "clock_stepped");
    CHECK(alarm->priority == AlarmPriority::low);
    CHECK(alarm->text.find("by 1:00:00") != std::string::npos);
    const Event* step = nullptr;
    for (const auto& event : at.view().events())
        if (std::get_if<ClockStepped>(&event.body)) step = &event;
    REQUIRE(step);
    CHECK(std::get<ClockStepped>(step->body).by == Millis{1h});
    CHECK(step->actor.role == Role::system);
    const auto after = at.controller().now();
    CHECK(after.wall.utcMs - before.wall.utcMs < 10'000); // the session's own times do not jump
    CHECK(after.mono - before.mono < 10s);
    at.pass(62s); // a momentary fault: it ends by itself
    CHECK(within(3000, [&] { return cleared(at.view(), "clock_stepped"); }));
}

TEST_CASE("a disk that fills up in a session is told with what is left, and ends with new room",
          "[scenario][alarms][H-08]") {
    const auto disk = std::make_shared<FillingDisk>();
    LogFiles files;
    files.disk = disk;
    files.reserveSpace = false;
    files.lookAtSpaceEvery = 50ms;
    RealWindow at(files);
    at.window().startDemo();
    REQUIRE(within(5000, [&] { return at.controller().saved().everSaved; }));
    CHECK_FALSE(raised(at.view(), "disk_low"));
    disk->free = 300LL << 20;
    QTest::qWait(100);
    enterPressure(at, 122, 78); // the writer looks when it writes
    REQUIRE(within(5000, [&] { return shows(*at.page().strip(), "The disk is nearly full."); }));
    REQUIRE(within(3000, [&] { return raised(at.view(), "disk_low") != nullptr; })); // with the next tick
    const auto* alarm = raised(at.view(), "disk_low");
    CHECK(alarm->text.find("300 MB left") != std::string::npos);
    REQUIRE(within(5000, [&] { return at.controller().saved().unacknowledged == 0; })); // recording goes on
    disk->free = 80LL << 30;
    QTest::qWait(100);
    enterPressure(at, 121, 77);
    CHECK(within(5000, [&] { return cleared(at.view(), "disk_low"); }));
}

TEST_CASE("a sound output that goes away, and a companion that dies, are told and end",
          "[scenario][alarms][H-04]") {
    Companion companion;
    SentinelClient client(QString::fromStdString(companion.program()), {});
    RealWindow at;
    at.window().useSentinel(&client);
    at.window().startDemo(); // the companion is still starting: that is no alarm
    REQUIRE(within(5000, [&] { return client.isAlive() && client.hasOutput(); }));
    CHECK_FALSE(raised(at.view(), "sentinel_missing"));
    CHECK_FALSE(raised(at.view(), "sound_missing"));
    CHECK(within(3000, [&] {
        return !shows(*at.page().strip(), "not heard here") && !shows(*at.page().strip(), "sound program");
    }));
    companion.setOutput(false);
    REQUIRE(within(5000, [&] { return shows(*at.page().strip(), "Alarms are not heard here."); }));
    REQUIRE(within(3000, [&] { return raised(at.view(), "sound_missing") != nullptr; }));
    const auto* alarm = raised(at.view(), "sound_missing");
    CHECK(alarm->priority == AlarmPriority::medium);
    CHECK(alarm->text.find("Rely on the bedside monitor's sound.") != std::string::npos);
    companion.setOutput(true);
    CHECK(within(5000, [&] { return cleared(at.view(), "sound_missing"); }));
    // Its process ends: an alarm of its own, until the console has started it again.
    const auto pid = client.sentinelPid();
    REQUIRE(::kill(static_cast<pid_t>(pid), SIGKILL) == 0);
    REQUIRE(within(5000, [&] { return raised(at.view(), "sentinel_missing") != nullptr; }));
    CHECK(within(8000, [&] { return cleared(at.view(), "sentinel_missing"); }));
    CHECK(client.sentinelPid() != pid);
}

TEST_CASE("while another page is looked at the session's alarms are seen, heard and answered there, and the "
          "window does not count as frozen",
          "[scenario][alarms][H-03][H-20]") {
    Companion companion;
    SentinelClient client(QString::fromStdString(companion.program()), {});
    RealWindow at;
    at.window().useSentinel(&client);
    REQUIRE(within(5000, [&] { return companion.heard("beat") > 2; })); // on the start page already
    at.window().startDemo();
    for (const char* page : {"history", "course", "figures", "clinic", "start", "checkin"}) {
        INFO(page);
        at.window().showPage(QString::fromLatin1(page));
        RealWindow::settle();
        const int beats = companion.heard("beat");
        CHECK(within(2000, [&] { return companion.heard("beat") >= beats + 3; })); // the limit is 2 s
        auto* bar = at.window().findChild<SessionBar*>();
        REQUIRE(bar);
        CHECK(within(1000, [&] { return bar->isVisible(); }));
    }
    at.window().showPage(QStringLiteral("history"));
    const int sounds = companion.heard("sound high");
    enterPressure(at, 210, 125); // an emergency on one reading
    auto* bar = at.window().findChild<SessionBar*>();
    REQUIRE(within(1000, [&] { return shows(*bar->strip(), "210"); }));
    CHECK(within(1000, [&] { return companion.heard("sound high") > sounds; }));
    CHECK(bar->strip()->state().alarms.front().priority == AlarmPriority::high);
    CHECK(bar->strip()->height() >= 44);
    Q_EMIT bar->strip()->acknowledged(bar->strip()->state().alarms.front().condition);
    CHECK(std::ranges::any_of(at.view().events(), [](const Event& event) {
        return std::get_if<AlarmAcknowledged>(&event.body) && event.actor.role != Role::system;
    }));
    for (auto* button : bar->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Back to the session")) button->click();
    RealWindow::settle();
    CHECK(at.page().isVisible());
    CHECK_FALSE(bar->isVisible());
}
