// SPDX-License-Identifier: GPL-3.0-or-later
// alarm.latency: from the moment at which a condition is true, its own delay included, until the banner with
// it has been painted and the companion process has been told to sound it. The real window, controller,
// writer and acquisition thread; the values come from a CSV file through the replay, at 1×. The companion is
// this program itself: it answers each order at once, so the pipe and both event loops count, a sound device
// does not; what the device adds is printed beside it. One JSON object a line.
#include "app/console/catalogue.h"
#include "app/console/main_window.h"
#include "app/console/sentinel_client.h"
#include "build_places.h"
#include "core/live/alarm_sound.h"
#include "tests/bench/measure.h"
#include "ui/live/alarm_strip.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <iostream>

using namespace chairside;
using bench::percentile;
using bench::print;

namespace {

constexpr const char* kCompanion = "CHAIRSIDE_BENCH_COMPANION";
constexpr int kSeconds = 242, kCycle = 10, kLow = 4;

struct Watched {
    const char* column;
    Channel channel;
    int phase; ///< second of the cycle at which the value falls
    double low, normal;
    Millis delay;
};
/// Delays that no timer of the program divides, so that a raise falls anywhere between two ticks.
const std::vector<Watched> kWatched{
    {"hr", Channel::hr, 0, 45, 72, 1'237ms},
    {"spo2", Channel::spo2, 2, 91, 98, 0ms},
    {"rr", Channel::rr, 5, 7, 14, 1'713ms},
    {"etco2", Channel::etco2, 7, 25, 38, 561ms},
};

QByteArray recording() {
    QByteArray text("seconds");
    for (const auto& one : kWatched) text += QByteArray(",") + one.column;
    text += '\n';
    for (int s = 0; s < kSeconds + 30; ++s) {
        text += QByteArray::number(s);
        for (const auto& one : kWatched) {
            const bool low = (s + kCycle - one.phase) % kCycle < kLow;
            text += ',' + QByteArray::number(low ? one.low : one.normal);
        }
        text += '\n';
    }
    return text;
}

Protocol protocolOf(const Catalogue& catalogue) {
    Protocol protocol = catalogue.protocols.front();
    protocol.quietRoom = false;
    protocol.checks.resize(1); // a late check would be a louder alarm than the ones measured
    protocol.limits.clear();
    for (const auto& one : kWatched) {
        LimitRule rule;
        rule.id = std::string(one.column) + ".bench_lo";
        rule.param = one.column;
        rule.level = one.channel == Channel::etco2 ? LimitLevel::caution : LimitLevel::action;
        rule.high = false;
        rule.value = (one.low + one.normal) / 2;
        rule.delay = one.delay;
        protocol.limits.push_back(rule);
    }
    return protocol;
}

struct Due {
    QString condition;
    double trueAt_ms = 0;
    bool painted = false, told = false;
};

/// Follows each crossing until it is seen and told.
class Watch final : public QObject {
public:
    Watch(SessionController& controller, AlarmStrip& strip) : controller_(controller), strip_(strip) {
        strip.installEventFilter(this);
    }
    std::vector<double> painted_ms, told_ms;
    int crossings = 0;
    void read(const Reading& reading) {
        for (const auto& one : kWatched) {
            const auto value = reading[one.channel];
            auto& low = low_[index(one.channel)];
            const bool was = std::exchange(low, value == one.low);
            if (!low || was) continue;
            ++crossings;
            const auto at = reading.at.mono + one.delay;
            due_.push_back({QString::fromLatin1(one.column) + QStringLiteral(".lo"),
                            static_cast<double>((at - MonoTime{}).count())});
        }
    }
    void told() { // the order of sound has reached the companion and its answer has come back
        for (auto& due : due_)
            if (!due.told && isListed(due)) {
                due.told = true;
                told_ms.push_back(now() - due.trueAt_ms);
            }
        std::erase_if(due_, [](const Due& d) { return d.told && d.painted; });
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint) QTimer::singleShot(0, this, [this] { seen(); });
        return QObject::eventFilter(watched, event);
    }

private:
    void seen() {
        for (auto& due : due_)
            if (!due.painted && isListed(due)) {
                due.painted = true;
                painted_ms.push_back(now() - due.trueAt_ms);
            }
    }
    bool isListed(const Due& due) const {
        const auto& alarms = strip_.state().alarms;
        return now() >= due.trueAt_ms && std::ranges::any_of(alarms, [&](const AlarmStrip::Alarm& a) {
                   return a.condition == due.condition;
               });
    }
    double now() const { return static_cast<double>((controller_.now().mono - MonoTime{}).count()); }
    SessionController& controller_;
    AlarmStrip& strip_;
    std::array<bool, kChannelCount> low_{};
    std::vector<Due> due_;
};

/// Speaks the companion's part of the protocol and nothing else.
int companion() {
    std::string line;
    const auto say = [](const sentinel::Message& message) { std::cout << encode(message) << std::flush; };
    say(sentinel::Ready{});
    say(sentinel::Output{true});
    while (std::getline(std::cin, line)) {
        const auto message = sentinel::decode(line);
        if (!message) continue;
        if (const auto* beat = std::get_if<sentinel::Beat>(&*message)) say(sentinel::Echo{beat->number});
        if (const auto* order = std::get_if<sentinel::Sound>(&*message); order && order->priority)
            say(sentinel::Played{*order->priority, order->generation});
        if (std::get_if<sentinel::Bye>(&*message)) break;
    }
    return 0;
}

double renderMs() {
    QElapsedTimer timer;
    timer.start();
    std::size_t samples = 0;
    for (int i = 0; i < 20; ++i) samples += renderBurst(AlarmPriority::high, 3, false).size();
    return samples == 0 ? -1 : static_cast<double>(timer.nsecsElapsed()) / 20e6;
}

int measure() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("falls.csv")));
    if (!file.open(QIODevice::WriteOnly)) return 1;
    file.write(recording());
    file.close();
    ConsoleOptions options;
    options.database = folder.filePath(QStringLiteral("alarm.db"));
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    options.source = SourceKind::replay;
    options.replayFile = file.fileName();
    auto catalogue = Catalogue::load(options.resources);
    SystemTime host;
    SessionController controller(options, host);
    if (!controller.openRecord()) return 1;
    Staff staff(folder.filePath(QStringLiteral("staff.json")));
    MainWindow window(options, controller, catalogue, staff);
    window.resize(1366, 768);
    window.show();
    qputenv(kCompanion, "1");
    SentinelClient client(QCoreApplication::applicationFilePath(), {});
    SessionOpened opened;
    opened.patient.familyName = "Bench";
    opened.patient.birthDate = "1980-01-01";
    opened.patient.mrn = "1";
    const auto begun = controller.begin(protocolOf(catalogue), opened, {"n", "N. Nurse RN", Role::nurse});
    if (const auto* refusal = std::get_if<Refusal>(&begun)) {
        std::fprintf(stderr, "alarm bench: %s\n", refusal->sentence.c_str());
        return 1;
    }
    window.showPage(QStringLiteral("live"));
    window.useSentinel(&client);
    auto* strip = window.findChild<AlarmStrip*>();
    if (!strip) return 1;
    Watch watch(controller, *strip);
    controller.engine()->onReading = [&](const Reading& reading) { watch.read(reading); };
    QObject::connect(&client, &SentinelClient::played, &watch, [&] { watch.told(); });
    QEventLoop loop;
    QTimer::singleShot(kSeconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    print("alarm.latency.crossings", watch.crossings, "count");
    print("alarm.latency.painted", static_cast<double>(watch.painted_ms.size()), "count");
    print("alarm.latency.banner.p50", percentile(watch.painted_ms, 0.5), "ms beyond the rule's delay");
    print("alarm.latency.banner.p99", percentile(watch.painted_ms, 0.99), "ms beyond the rule's delay");
    print("alarm.latency.banner.max", percentile(watch.painted_ms, 1), "ms beyond the rule's delay");
    print("alarm.latency.sound.count", static_cast<double>(watch.told_ms.size()), "count");
    print("alarm.latency.sound.p50", percentile(watch.told_ms, 0.5), "ms until the companion has answered");
    print("alarm.latency.sound.p99", percentile(watch.told_ms, 0.99), "ms until the companion has answered");
    print("alarm.sound.render", renderMs(), "ms to render the longest burst; the device's buffer adds 60 ms");
    controller.leave();
    return watch.painted_ms.empty() || percentile(watch.painted_ms, 0.99) > 250 ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qEnvironmentVariableIsSet(kCompanion)) return companion(); // started by our own SentinelClient
    QApplication app(argc, argv);
    applyTheme(app, darkTheme());
    return measure();
}
