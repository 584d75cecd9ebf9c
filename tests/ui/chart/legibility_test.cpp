// SPDX-License-Identifier: GPL-3.0-or-later
// The chart for eyes that see no or few colours, and for a black-and-white printer: everything that colour
// says is also said by shape, place or word, and everything stands out from its ground by lightness alone.
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_painter.h"
#include "ui/style/theme.h"

#include <array>
#include <cmath>

using namespace chairside;

namespace {

double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

using Rgb = std::array<double, 3>; ///< linear light
Rgb light(const QColor& c) {
    return {linear(c.redF()), linear(c.greenF()), linear(c.blueF())};
}
double luminance(const Rgb& c) {
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}
/// WCAG 2 contrast.
double contrast(const Rgb& a, const Rgb& b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// What an eye without one of the three cones sees. Source: Machado, Oliveira and Fernandes 2009, severity 1.
struct Eye {
    const char* name;
    std::array<Rgb, 3> rows;
    Rgb sees(const Rgb& c) const {
        Rgb out{};
        for (std::size_t i = 0; i < 3; ++i)
            out[i] = std::clamp(rows[i][0] * c[0] + rows[i][1] * c[1] + rows[i][2] * c[2], 0.0, 1.0);
        return out;
    }
};
const std::array<Eye, 4> kEyes{{
    {"all cones", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"no red",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"no green",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"no blue",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
}};

/// Every colour of a kind becomes one grey: what is still told apart is told by shape.
ChartPalette oneInk(ChartPalette p) {
    p.channels.fill(p.text);
    p.infusion = p.score = p.scoreFill = p.good = p.quiet = p.faint = p.text;
    p.alarmEdge.fill(p.text);
    return p;
}

struct Drawing {
    RecordModel model;
    scene::Events events;
    ChartOptions options;
    RecordPainter painter;
    QImage frame{1200, 760, QImage::Format_RGB32};
    void draw() {
        options.live = false;
        options.now = scene::at(55);
        painter.paintFrame(frame, model, {scene::at(-5), scene::at(55)}, oneInk(chartPalette(lightTheme())),
                           options);
    }
    QImage around(double x, double y, int reach) const {
        return frame.copy(static_cast<int>(x) - reach, static_cast<int>(y) - reach, 2 * reach, 2 * reach);
    }
};

int differingGrey(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            count += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 80;
    return count;
}

void checkAllDiffer(const std::vector<QImage>& pictures, int least) {
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            INFO(i << " against " << k);
            CHECK(differingGrey(pictures[i], pictures[k]) >= least);
        }
}

} // namespace

TEST_CASE("lines and marks reach 3:1 and words 4.5:1 on their ground, whichever cones an eye has",
          "[chart]") {
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        const ChartPalette p = chartPalette(theme);
        for (const auto& eye : kEyes) {
            const auto stands = [&](const QColor& ink, const QColor& ground, double least,
                                    const std::string& what) {
                INFO(theme.name.toStdString() << ", " << eye.name << ", " << what);
                CHECK(contrast(eye.sees(light(ink)), eye.sees(light(ground))) >= least);
            };
            for (const QColor& ground : {p.background, p.band, p.baseline}) {
                for (const auto& entry : allChannels())
                    if (hasPanel(entry.channel))
                        stands(p.channel(entry.channel), ground, 3, std::string(entry.label));
                stands(p.good, ground, 3, "a check that is done");
                stands(p.score, ground, 3, "scores");
                stands(p.infusion, ground, 3, "the infusion");
                for (const auto& edge : p.alarmEdge) stands(edge, ground, 3, "alarms");
            }
            for (const Channel c : {Channel::nibpSystolic, Channel::hr, Channel::spo2})
                stands(p.channel(c), p.historyFill(c), 3, "a line over its band of earlier sessions");
            stands(p.text, p.background, 4.5, "text");
            stands(p.quiet, p.background, 4.5, "quiet text");
            stands(p.quiet, p.baseline, 4.5, "quiet text on the baseline band");
            stands(p.onInfusion, p.infusion, 4.5, "words on the infusion");
            for (const char* drug : {"antiemetic", "antihypertensive", "benzodiazepine", "hypnotic", "opioid",
                                     "relaxant", "anticholinergic", "antagonist", "unknown"})
                stands(drugInk(), drugFill(drug), 4.5, drug);
        }
    }
}

TEST_CASE("without colour the states of a check are told apart by shape, required ones too", "[chart]") {
    Drawing d;
    std::vector<DueMark> marks;
    int minute = 0;
    for (const bool mandatory : {false, true})
        for (const auto state : {DueState::done, DueState::late, DueState::due, DueState::overdue,
                                 DueState::missed, DueState::upcoming})
            marks.push_back({scene::at(minute += 4), "Blood pressure", state, mandatory});
    d.model.append(d.events.make(0, InfusionStarted{150, "L1", "2027-01"}));
    d.model.setDueMarks(marks);
    d.draw();
    std::vector<QImage> shapes;
    const auto* lane = d.painter.layout().lane(LaneKind::checks);
    REQUIRE(lane);
    for (const auto& mark : marks)
        shapes.push_back(d.around(d.painter.xOf(mark.due), lane->box.y + lane->box.height / 2, 9));
    shapes.erase(shapes.begin() + 10); // a required check that was missed is the same cross
    checkAllDiffer(shapes, 4);
}

TEST_CASE("without colour pressures from a device, typed, doubtful and withdrawn ones are told apart",
          "[chart]") {
    Drawing d;
    d.model.append(d.events.make(-4, SourceAttached{scene::monitor()}));
    d.model.append(scene::cuff(5, 150, 90));
    VitalsEntered typed;
    typed.values[index(Channel::nibpSystolic)] = 150, typed.values[index(Channel::nibpDiastolic)] = 90;
    d.model.append(d.events.make(10, typed));
    d.model.append(scene::cuff(15, 90, 150));
    const Event wrong = d.events.make(20, typed);
    d.model.append(wrong);
    d.model.append(d.events.make(21, EntryWithdrawn{"wrong arm"}, wrong.id));
    d.draw();
    const auto& scale = d.painter.layout().panel(PanelKind::pressure)->scale;
    // At the systolic and at the diastolic end, and half way between, where the stroke through it is.
    const auto look = [&](double minutes, double value, int reach) {
        return d.around(d.painter.xOf(scene::at(minutes)), scale.y(value), reach);
    };
    for (const double end : {150.0, 90.0})
        CHECK(differingGrey(look(5, end, 10), look(10, end, 10)) >= 12); // the same measure for every shape
    CHECK(differingGrey(look(10, 120, 12), look(20, 120, 12)) >= 12);
    const QImage hollow = d.around(d.painter.xOf(scene::at(15)), scale.y(150), 9);
    CHECK(differingGrey(hollow, d.around(d.painter.xOf(scene::at(5)), scale.y(90), 9)) >= 4); // both point up
}

TEST_CASE("without colour the four scores, the priorities of alarms and the severities of effects differ",
          "[chart]") {
    Drawing d;
    d.model.append(d.events.make(0, InfusionStarted{150, "L1", "2027-01"}));
    const std::pair<const char*, double> asked[]{
        {"moaas", 2.5}, {"cadss_6", 12}, {"nausea_vas", 5}, {"pain_nrs", 5}};
    double minute = 2;
    for (const auto& [instrument, total] : asked)
        d.model.append(d.events.make(minute += 8, ScoreEntered{instrument, "1", {}, total, ""}));
    minute = 2;
    for (const auto priority : {AlarmPriority::low, AlarmPriority::medium, AlarmPriority::high}) {
        const std::string condition = "c" + std::to_string(static_cast<int>(priority));
        d.model.append(d.events.make(minute, AlarmRaised{condition, priority, "SpO2"}));
        d.model.append(d.events.make(minute + 8, AlarmCleared{condition}));
        const Event began =
            d.events.make(minute, SideEffectBegan{"Nausea", static_cast<int>(priority) + 1, "", ""});
        d.model.append(began);
        d.model.append(d.events.make(minute + 8, SideEffectEnded{began.id}));
        minute += 12;
    }
    d.options.words = false;
    d.draw();
    std::vector<QImage> shapes, alarms, effects;
    for (const auto& hit : d.painter.hits()) {
        const double x = hit.box.x + hit.box.width / 2, y = hit.box.y + hit.box.height / 2;
        if (hit.kind == HitKind::score) shapes.push_back(d.around(hit.box.x + hit.box.height / 2, y, 6));
        if (hit.kind == HitKind::alarm) alarms.push_back(d.around(x, y, 8));
        if (hit.kind == HitKind::effect) effects.push_back(d.around(hit.box.right() - 20, y, 14));
    }
    REQUIRE(shapes.size() == 4);
    checkAllDiffer(shapes, 6);
    REQUIRE(alarms.size() == 3);
    checkAllDiffer(alarms, 10);
    REQUIRE(effects.size() == 3);
    checkAllDiffer(effects, 10);
}
