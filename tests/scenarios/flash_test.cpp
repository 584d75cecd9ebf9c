// SPDX-License-Identifier: GPL-3.0-or-later
// The flash as pixels: the banner and the tile of a crossed limit of the real page, looked at while real time
// passes. Rates after IEC 60601-1-8 table 2: high 1.4–2.8 Hz, medium 0.4–0.8 Hz, 20–60 % of each period lit;
// low and whatever was acknowledged stand still.
#include "scenarios/real_window.h"
#include "ui/live/alarm_strip.h"
#include "ui/live/nibp_tile.h"

#include <QElapsedTimer>

#include <map>
#include <vector>

using namespace chairside;

namespace {

/// One look: when, and the colour of a place that the flash paints.
struct SeenColour {
    double atS;
    QRgb colour;
};

struct Blink {
    int rises = 0;
    double hz = 0, duty = 0; ///< over whole periods, from the first rise to the last
    bool steady = true;      ///< never another colour
};

Blink blinkOf(const std::vector<SeenColour>& looks, QRgb lit) {
    Blink out;
    std::vector<double> rises;
    for (std::size_t i = 1; i < looks.size(); ++i) {
        out.steady = out.steady && looks[i].colour == looks[0].colour;
        if (looks[i].colour == lit && looks[i - 1].colour != lit) rises.push_back(looks[i].atS);
    }
    out.rises = static_cast<int>(rises.size());
    if (rises.size() < 2) return out;
    const double whole = rises.back() - rises.front();
    out.hz = static_cast<double>(rises.size() - 1) / whole;
    double on = 0;
    for (std::size_t i = 1; i < looks.size(); ++i)
        if (looks[i - 1].atS >= rises.front() && looks[i - 1].atS < rises.back() &&
            looks[i - 1].colour == lit)
            on += looks[i].atS - looks[i - 1].atS;
    out.duty = on / whole;
    return out;
}

bool isHigh(const Blink& b) {
    return b.rises >= 2 && b.hz >= 1.4 && b.hz <= 2.8 && b.duty >= 0.2 && b.duty <= 0.6;
}
bool isMedium(const Blink& b) {
    return b.rises >= 2 && b.hz >= 0.4 && b.hz <= 0.8 && b.duty >= 0.2 && b.duty <= 0.6;
}

/// A made signal: `hz` periods a second, `duty` of each lit.
std::vector<SeenColour> made(double hz, double duty, QRgb lit, QRgb dark) {
    std::vector<SeenColour> looks;
    for (double t = 0; t < 8; t += 0.02) {
        const double phase = t * hz - static_cast<double>(static_cast<int>(t * hz));
        looks.push_back({t, phase < duty ? lit : dark});
    }
    return looks;
}

/// The banner above its left edge, and the frame of the tile.
QRgb bannerColour(AlarmStrip& strip) {
    return strip.grab().toImage().pixel(2, strip.height() / 2);
}
QRgb frameColour(NibpTile& tile) {
    return tile.grab().toImage().pixel(tile.width() / 2, 1);
}

struct Seen {
    std::vector<SeenColour> banner, tile;
    int paints = 0; ///< of the banner by the window itself, not by this test's looks
};

class PaintCount final : public QObject {
public:
    int count = 0;
    bool counting = true;
    bool eventFilter(QObject*, QEvent* event) override {
        if (counting && event->type() == QEvent::Paint) ++count;
        return false;
    }
};

class Bedside : public RealWindow {
public:
    Bedside() {
        window().startDemo();
        pass(1s);
        strip = page().findChild<AlarmStrip*>();
        tile = page().findChild<NibpTile*>();
        REQUIRE(strip);
        REQUIRE(tile);
        plainTile = frameColour(*tile);
    }
    void pressure(double systolic, double diastolic) {
        Command command;
        command.actor = staff().people().front();
        command.sure = true;
        VitalsEntered vitals;
        vitals.values[index(Channel::nibpSystolic)] = systolic;
        vitals.values[index(Channel::nibpDiastolic)] = diastolic;
        command.ask = vitals;
        REQUIRE(std::holds_alternative<std::vector<Event>>(controller().submit(std::move(command))));
        pass(30s);
    }
    Seen watch(int forMs) {
        Seen seen;
        PaintCount paints;
        strip->installEventFilter(&paints);
        for (QElapsedTimer clock = started(); clock.elapsed() < forMs;) {
            QTest::qWait(10);
            const double at = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
            paints.counting = false;
            seen.banner.push_back({at, bannerColour(*strip)});
            seen.tile.push_back({at, frameColour(*tile)});
            paints.counting = true;
        }
        strip->removeEventFilter(&paints);
        seen.paints = paints.count;
        return seen;
    }
    QRgb litBanner(AlarmPriority priority) const { return themeOf(*strip).alarm(priority).fill.rgb(); }
    std::optional<AlarmPriority> shown() const {
        const auto& alarms = strip->state().alarms;
        if (alarms.empty()) return std::nullopt;
        return alarms.front().priority;
    }

    AlarmStrip* strip = nullptr;
    NibpTile* tile = nullptr;
    QRgb plainTile = 0;

private:
    static QElapsedTimer started() {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }
};

/// The lit colour of the frame is the one seen while the banner is lit.
QRgb litFrame(const Seen& seen, QRgb litBanner) {
    std::map<QRgb, int> votes;
    for (std::size_t i = 0; i < seen.banner.size(); ++i)
        if (seen.banner[i].colour == litBanner) ++votes[seen.tile[i].colour];
    QRgb best = 0;
    for (const auto& [colour, count] : votes)
        if (count > votes[best]) best = colour;
    return best;
}

} // namespace

TEST_CASE("a flash that is too fast, too slow, too short or none is not taken for one",
          "[scenario][alarms][H-03]") {
    const QRgb lit = qRgb(200, 0, 0), dark = qRgb(90, 0, 0);
    CHECK(isHigh(blinkOf(made(2, 0.5, lit, dark), lit)));
    CHECK(isMedium(blinkOf(made(0.6, 0.5, lit, dark), lit)));
    CHECK_FALSE(isMedium(blinkOf(made(2, 0.5, lit, dark), lit)));
    CHECK_FALSE(isHigh(blinkOf(made(0.6, 0.5, lit, dark), lit)));
    CHECK_FALSE(isHigh(blinkOf(made(5, 0.5, lit, dark), lit)));
    CHECK_FALSE(isHigh(blinkOf(made(2, 0.1, lit, dark), lit)));
    CHECK_FALSE(isHigh(blinkOf(made(2, 0.9, lit, dark), lit)));
    CHECK_FALSE(isHigh(blinkOf(made(2, 0.5, lit, lit), lit)));
    CHECK(blinkOf(made(2, 0.5, lit, lit), lit).steady);
}

TEST_CASE("banner and crossed tile change their pixels at the rate of their priority, and low stands still",
          "[scenario][alarms][H-03]") {
    struct Row {
        AlarmPriority priority;
        double systolic, diastolic;
        int forMs;
    };
    for (const auto& row :
         {Row{AlarmPriority::high, 206, 122, 3'500}, Row{AlarmPriority::medium, 186, 108, 6'500},
          Row{AlarmPriority::low, 161, 88, 2'500}}) {
        Bedside at;
        at.pressure(row.systolic, row.diastolic);
        at.pressure(row.systolic, row.diastolic); // what has to be confirmed is
        INFO("priority " << static_cast<int>(row.priority) << ", "
                         << at.strip->accessibleDescription().toStdString());
        REQUIRE(at.shown() == row.priority);
        const auto seen = at.watch(row.forMs);
        const auto lit = at.litBanner(row.priority);
        const auto banner = blinkOf(seen.banner, lit), tile = blinkOf(seen.tile, litFrame(seen, lit));
        INFO("banner " << banner.hz << " Hz, " << banner.duty << " lit; tile " << tile.hz << " Hz, "
                       << tile.duty << " lit; " << seen.paints << " paints");
        CHECK(seen.tile.front().colour != at.plainTile); // it says the alarm
        switch (row.priority) {
        case AlarmPriority::high:
            CHECK(isHigh(banner));
            CHECK(isHigh(tile));
            break;
        case AlarmPriority::medium:
            CHECK(isMedium(banner));
            CHECK(isMedium(tile));
            break;
        case AlarmPriority::low:
            CHECK(banner.steady);
            CHECK(tile.steady);
            CHECK(seen.banner.front().colour == lit);
            break;
        }
        // The window painted each change by itself; the looks of this test are not counted.
        CHECK(seen.paints >= 2 * banner.rises - 1);

        if (row.priority == AlarmPriority::low) continue;
        const auto alarms = at.strip->state().alarms; // each answer changes them
        for (const auto& alarm : alarms) Q_EMIT at.page().acknowledged(alarm.condition);
        at.pass(1s);
        const auto after = at.watch(row.priority == AlarmPriority::high ? 1'500 : 2'500);
        CHECK(blinkOf(after.banner, lit).steady);
        CHECK(blinkOf(after.tile, lit).steady);
    }
}
