// SPDX-License-Identifier: GPL-3.0-or-later
// One session, compared with pictures that a person has looked at (tests/ui/chart/pictures). Words are
// painted as bars of fixed width, so that the fonts of a machine do not matter; everything else is as on
// screen. After a wanted change: CHAIRSIDE_NEW_PICTURES=<folder> writes what is drawn now; look at it, then
// put it in the place of the old one.
#include "build_places.h"
#include "compare.h"
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_painter.h"
#include "ui/style/theme.h"

#include <cmath>
#include <functional>

using namespace chairside;
using chairside::testing::differingBlocks;

namespace {

constexpr int kBlock = 6;        ///< at 100 %
constexpr int kAllowed = 6;      ///< blocks, of 13,200: a smoothed edge that falls otherwise
constexpr QSize kSize(792, 596); ///< logical: the chart of the live page at 1366×768

struct Session {
    RecordModel model;
    scene::Events events;
    ChartOptions options;
    TimeSpan view{scene::at(-10), scene::at(50)};
    Theme theme = darkTheme();

    /// Of the pressure that a person typed: its time in minutes and its systolic value.
    explicit Session(double typedAt = 3, double systolic = 150) {
        scene::fill(model, events);
        const auto when = [&](double m, EventBody body) { model.append(events.make(m, std::move(body))); };
        when(9, ScoreEntered{"nausea_vas", "1", {}, 6.0, ""});
        when(9, ScoreEntered{"pain_nrs", "1", {}, 2.0, ""});
        when(12, RateChanged{120, "calmer"});
        when(14, LimitChanged{"nibp_sys.caution_hi", 160, 170, "usual for this patient"});
        when(18, MedicationGiven{"labetalol", "mg", "IV", "", "antihypertensive", 10, ""});
        when(19, ArtefactMarked{{Channel::hr}, scene::at(2), scene::at(4), "moved"});
        when(21, EventMarked{"Toilet"});
        VitalsEntered typed;
        typed.values[index(Channel::nibpSystolic)] = 148, typed.values[index(Channel::nibpDiastolic)] = 84;
        const Event wrong = events.make(12.5, typed);
        model.append(wrong);
        model.append(events.make(13, EntryWithdrawn{"wrong arm"}, wrong.id));
        typed.values[index(Channel::nibpSystolic)] = systolic;
        when(typedAt, typed);
        options.now = scene::at(23.68);
        options.clockBase = WallTime{1'763'718'510'000, 60};
        options.words = false;
    }
    QImage draw(double ratio) const {
        QImage frame((QSizeF(kSize) * ratio).toSize(), QImage::Format_RGB32);
        frame.setDevicePixelRatio(ratio);
        RecordPainter().paintFrame(frame, model, view, chartPalette(theme), options);
        frame.setDevicePixelRatio(1);
        return frame;
    }
};

QString nameOf(const Theme& theme, double ratio) {
    return QStringLiteral("record-%1-%2.png").arg(theme.name).arg(std::lround(ratio * 100));
}

QImage reviewed(const Theme& theme, double ratio) {
    return QImage(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/tests/ui/chart/pictures/") + nameOf(theme, ratio));
}

int blockAt(double ratio) {
    return static_cast<int>(std::lround(kBlock * ratio));
}

} // namespace

TEST_CASE("a session looks as in the reviewed pictures at 100, 150 and 200 percent, in both themes",
          "[chart][H-18]") {
    Session session;
    const QString folder = qEnvironmentVariable("CHAIRSIDE_NEW_PICTURES");
    for (const Theme& theme : {darkTheme(), lightTheme()})
        for (const double ratio : {1.0, 1.5, 2.0}) {
            session.theme = theme;
            const QImage drawn = session.draw(ratio);
            if (!folder.isEmpty()) drawn.save(folder + QChar('/') + nameOf(theme, ratio));
            const QImage picture = reviewed(theme, ratio);
            INFO(nameOf(theme, ratio).toStdString());
            CHECK_FALSE(picture.isNull());
            const int differing = differingBlocks(drawn, picture, blockAt(ratio));
            CHECK(differing >= 0);
            CHECK(differing <= kAllowed);
        }
}

TEST_CASE("a drawing that changed does not pass for the reviewed picture", "[chart][H-18]") {
    const auto differs = [](const std::function<void(Session&)>& change) {
        Session session;
        change(session);
        return differingBlocks(session.draw(1), reviewed(session.theme, 1), kBlock) > kAllowed;
    };
    CHECK_FALSE(differs([](Session&) {}));
    CHECK(differs([](Session& s) { s.model.append(scene::cuff(7.5, 138, 80)); })); // one cuff more
    CHECK(differs([](Session& s) { s.model.setHistory({}); }));                    // no band behind
    CHECK(differs([](Session& s) { s.options.now = scene::at(24.7); }));          // the now line a minute off
    CHECK(differs([](Session& s) { s.model.setDueMarks({}); }));                  // no due rail
    CHECK(differs([](Session& s) { s.view = {scene::at(-11), scene::at(49)}; })); // the axis a minute off
    CHECK(differs([](Session& s) { s.model.setLimits({}); }));                    // no limits
    CHECK(differs([](Session& s) { s.options.foldedLanes = {LaneKind::effects}; })); // a lane gone
    CHECK(differs([](Session& s) { s.theme.nibp = s.theme.spo2; }));                 // another colour
    CHECK(differs([](Session& s) {                                                   // one entry more
        s.model.append(s.events.make(16, ScoreEntered{"pain_nrs", "1", {}, 8.0, ""}));
    }));
    CHECK(differs([](Session& s) { s.model.append(s.events.make(16, EventMarked{"Toilet"})); }));
    // One mark that moved: by a minute and a half, or by fifteen mmHg.
    const Session session, later(4.5), lower(3, 135);
    for (const double ratio : {1.0, 1.5, 2.0})
        for (const auto* moved : {&later, &lower})
            CHECK(differingBlocks(moved->draw(ratio), reviewed(session.theme, ratio), blockAt(ratio)) >
                  kAllowed);
    CHECK(differingBlocks(session.draw(1), session.draw(1.5), kBlock) == -1);
}

TEST_CASE("without words a drawing has the same layout, and bars where words stand", "[chart]") {
    Session session;
    const QImage bars = session.draw(1);
    session.options.words = true;
    const QImage words = session.draw(1);
    CHECK(differingBlocks(bars, words, kBlock) > 20); // the words themselves
    RecordPainter one, other;
    QImage frame(kSize, QImage::Format_RGB32);
    one.paintFrame(frame, session.model, session.view, chartPalette(session.theme), session.options);
    session.options.words = false;
    other.paintFrame(frame, session.model, session.view, chartPalette(session.theme), session.options);
    REQUIRE(one.layout().panels.size() == other.layout().panels.size());
    for (std::size_t i = 0; i < one.layout().panels.size(); ++i)
        CHECK(one.layout().panels[i].box.y == other.layout().panels[i].box.y);
}
