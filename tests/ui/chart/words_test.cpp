// SPDX-License-Identifier: GPL-3.0-or-later
// What the chart says in words and where: painted as vectors into SVG, so that every word can be read back
// with its place.
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_painter.h"
#include "ui/style/theme.h"

#include <QBuffer>
#include <QSvgGenerator>
#include <QXmlStreamReader>

#include <algorithm>
#include <functional>

using namespace chairside;

namespace {

struct Word {
    QString text;
    QRectF box; ///< of small letters, without ascenders and descenders
};

struct Written {
    RecordModel model;
    scene::Events events;
    ChartOptions options;
    TimeSpan view{scene::at(-10), scene::at(50)};
    RecordPainter painter;

    explicit Written(double minutes = 23.68) {
        scene::fill(model, events, std::min(minutes, 12.0));
        for (double m = 12; m <= minutes; m += 1 / 60.0) model.append(scene::vitalsAt(scene::at(m)));
        options.now = scene::at(minutes);
        options.clockBase = WallTime{1'763'718'510'000, 60};
    }
    void when(double minutes, EventBody body) { model.append(events.make(minutes, std::move(body))); }

    std::vector<Word> words(QSize size) {
        return wordsOf(size, [&](QPainter& p) {
            painter.paint(p, QRectF(QPointF(), QSizeF(size)), model, view, chartPalette(lightTheme()),
                          options);
        });
    }
    /// What the crosshair says, over the chart that it stands on.
    std::vector<Word> crosshairWords(QSize size, double minutes) {
        options.crosshair.reset();
        words(size);
        options.crosshair = scene::at(minutes);
        return wordsOf(
            size, [&](QPainter& p) { painter.paintOverlay(p, model, chartPalette(lightTheme()), options); });
    }
    static std::vector<Word> wordsOf(QSize size, const std::function<void(QPainter&)>& paint) {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(size);
        svg.setResolution(ChartFonts::kScreenDpi);
        QPainter p(&svg);
        paint(p);
        p.end();
        std::vector<Word> out;
        QXmlStreamReader xml(buffer.data());
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != QStringLiteral("text"))
                continue;
            const auto number = [&](const char* name) {
                return xml.attributes().value(QLatin1String(name)).toDouble();
            };
            const double x = number("x"), y = number("y"), height = number("font-size");
            const bool bold = number("font-weight") > 450;
            const QFont font = uiFont(height, bold ? QFont::DemiBold : QFont::Normal);
            const QString text = xml.readElementText();
            out.push_back({text, QRectF(x, y - height * 0.5, QFontMetricsF(font).horizontalAdvance(text),
                                        height * 0.5)});
        }
        REQUIRE_FALSE(xml.hasError());
        return out;
    }
};

bool says(const std::vector<Word>& words, const char* text) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Word& word) { return word.text == QString::fromUtf8(text); });
}

} // namespace

TEST_CASE("the chart writes rates, amounts, doses, times, limits, gaps and bands where they are", "[chart]") {
    Written r;
    r.when(12, RateChanged{120, "calmer"});
    r.when(20, ScoreEntered{"cadss_6", "1", {}, 12.0, ""});
    const auto words = r.words({1192, 880});
    for (const char* text : {"150 mL/h",
                             "120 mL/h · 10.5 mg",
                             "18.7 mg", // 30 mL and 23.36 mL of 0.35 mg/mL
                             "ondansetron 4 mg",
                             "3:13",
                             "now",
                             "23:40",
                             "11:22",
                             "0 min",
                             "Baseline",
                             "Infusion",
                             "probe off 1:12",
                             "160",
                             "94",
                             "last 6 sessions, middle 80 %",
                             "baseline 134 ±20 %",
                             "Detached from body",
                             "Time slowed",
                             "12",
                             "Start"}) {
        INFO(text);
        CHECK(says(words, text));
    }
}

TEST_CASE("a finished infusion has its total at its end, a limit its number in each stretch", "[chart]") {
    Written r(45);
    r.options.live = false;
    r.when(14, LimitChanged{"nibp_sys.caution_hi", 160, 170, "usual for this patient"});
    r.when(40, InfusionStopped{});
    const auto words = r.words({1192, 880});
    CHECK(says(words, "35 mg"));
    CHECK(says(words, "160"));
    CHECK(says(words, "170"));
    CHECK_FALSE(says(words, "now"));
}

TEST_CASE("a drug has the colour that its class has on a syringe", "[chart]") {
    // Source: ISO 26825, user-applied labels; muted, so hues are compared and not shades.
    const auto hue = [](const char* drugClass) { return drugFill(drugClass).hslHue(); };
    const auto isNear = [&](const char* drugClass, int wanted) {
        INFO(drugClass << " " << hue(drugClass));
        const int apart = std::abs(hue(drugClass) - wanted);
        CHECK(std::min(apart, 360 - apart) <= 25);
    };
    isNear("induction", 52), isNear("hypnotic", 52);           // yellow
    isNear("benzodiazepine", 28);                              // orange
    isNear("relaxant", 2);                                     // red
    isNear("opioid", 210);                                     // blue
    isNear("vasopressor", 270), isNear("hypotensive", 270);    // violet
    isNear("anticholinergic", 130);                            // green
    isNear("antiemetic", 40);                                  // salmon to gold
    CHECK(drugFill("local anaesthetic").hslSaturation() < 40); // grey
    CHECK(drugFill("something else").hslSaturation() < 40);
}

TEST_CASE("words stand apart in every window, live and afterwards", "[chart]") {
    for (const double minutes : {3.0, 11.0, 23.68, 45.0})
        for (const QSize size : {QSize(500, 420), QSize(792, 596), QSize(960, 360), QSize(1192, 880),
                                 QSize(1600, 700), QSize(3840, 2160)}) {
            Written r(minutes);
            r.options.live = minutes < 40;
            if (minutes > 12) r.when(12, RateChanged{120, "calmer"});
            if (minutes > 18) r.when(18, MedicationGiven{"labetalol", "mg", "IV", "", "beta", 10, ""});
            if (minutes > 19) r.when(19, EventMarked{"Prescriber at the chair"});
            const auto words = r.words(size);
            CHECK(words.size() > 20);
            std::string together;
            for (std::size_t i = 0; i < words.size(); ++i)
                for (std::size_t k = 0; k < i; ++k) {
                    const QRectF shared = words[i].box & words[k].box;
                    if (shared.width() > 2 && shared.height() > 1.5)
                        together += words[i].text.toStdString() + " on " + words[k].text.toStdString() + "; ";
                }
            INFO(minutes << " min, " << size.width() << "×" << size.height());
            CHECK(together == "");
        }
}

TEST_CASE("side effects are named in the low chart of the history, also those that begin together",
          "[chart]") {
    // The chart in the history of a window of 1366×768 and of 1920×1080, and one lower still.
    for (const QSize size : {QSize(970, 362), QSize(1524, 560), QSize(970, 330)}) {
        INFO(size.width() << "×" << size.height());
        Written r(45);
        r.options.live = false;
        r.when(6.2, SideEffectBegan{"Dizziness", 3, "", ""}); // beside the first
        r.when(17, SideEffectBegan{"Nausea", 1, "", ""});
        r.when(28, MedicationGiven{"labetalol", "mg", "IV", "", "beta", 10, ""});
        REQUIRE(r.model.effects().size() == 4);
        const auto words = r.words(size);
        if (size.height() > 350) CHECK(r.painter.layout().omitted.empty()); // the names cost no other lane
        const auto* lane = r.painter.layout().lane(LaneKind::effects);
        REQUIRE(lane);
        QString said;
        for (const auto& word : words)
            if (word.box.left() > r.painter.layout().plot.x && word.box.bottom() > lane->box.y &&
                word.box.bottom() < lane->box.bottom())
                said += word.text + QStringLiteral("; ");
        for (const char* name : {"Detached from body", "Dizziness", "Time slowed", "Nausea"}) {
            INFO(said.toStdString() << " has not " << name);
            CHECK(said.contains(QString::fromUtf8(name)));
        }
        // Each bar is still there to be touched, and so are the names.
        std::size_t bars = 0;
        for (const auto& hit : r.painter.hits()) {
            if (hit.kind != HitKind::effect) continue;
            CHECK(hit.box.bottom() <= lane->box.bottom() + 3);
            bars += hit.items.size() == 1 && hit.box.height < 20;
        }
        CHECK(bars >= 4);
        const auto* hit = r.painter.hitAt(r.painter.xOf(scene::at(6)) + 12, lane->box.y + 7);
        REQUIRE(hit);
        CHECK(hit->kind == HitKind::effect);
    }
}

TEST_CASE("names of side effects that find no room are cut, all of them and the longest first", "[chart]") {
    Written r(45);
    r.options.live = false;
    for (const char* name : {"Feeling as if outside of the body", "Seeing patterns with closed eyes", "Cold"})
        r.when(30, SideEffectBegan{name, 2, "", ""});
    const auto words = r.words({970, 362});
    const auto* lane = r.painter.layout().lane(LaneKind::effects);
    REQUIRE(lane);
    QString said;
    for (const auto& word : words)
        if (word.box.left() > r.painter.layout().plot.x && word.box.bottom() > lane->box.y &&
            word.box.bottom() < lane->box.bottom())
            said += word.text;
    INFO(said.toStdString());
    CHECK(said.contains(QStringLiteral("Feeling")));
    CHECK(said.contains(QStringLiteral("Seeing")));
    CHECK(said.contains(QStringLiteral("Cold")));
}

TEST_CASE("the words of a gap make way for a value below the scale", "[chart][H-12]") {
    // Typed while the probe was off, and measured just before it fell off.
    for (const bool byHand : {true, false})
        for (const QSize size : {QSize(792, 596), QSize(1192, 880)}) {
            Written r;
            if (byHand) {
                VitalsEntered typed;
                typed.values[index(Channel::spo2)] = 80;
                r.when(11.9, typed);
            } else {
                Reading low = scene::vitalsAt(scene::at(11.15));
                low[Channel::spo2] = 72;
                r.model.append(low);
            }
            const auto words = r.words(size);
            INFO(size.width() << (byHand ? " typed" : " measured"));
            const auto box = [&](const QString& part) {
                for (const auto& word : words)
                    if (word.text.contains(part)) return word.box;
                FAIL("no word " << part.toStdString());
                return QRectF();
            };
            const QRectF gap = box(QStringLiteral("probe off")),
                         low = box(byHand ? QStringLiteral("↓80") : QStringLiteral("↓72"));
            CHECK((gap & low).isEmpty());
            const auto* panel = r.painter.layout().panel(PanelKind::saturation);
            REQUIRE(panel);
            CHECK(gap.top() > panel->box.y);
            CHECK(gap.bottom() < panel->box.bottom());
        }
}

TEST_CASE("the crosshair writes value, source and age of every panel at its moment, and no reading as none",
          "[chart][H-02][H-12]") {
    Written r;
    VitalsEntered typed;
    typed.values[index(Channel::temperature)] = 36.9;
    r.when(9, typed);
    r.model.append(scene::cuff(15, 153, 86));
    const auto words = r.crosshairWords({1192, 880}, 18);
    for (const char* text : {"18:00  ·  11:16", "HR", "SpO₂", "NIBP", "RR", "EtCO₂", "Infusion", "Temp"}) {
        INFO(text);
        CHECK(says(words, text));
    }
    const auto anyHas = [&](const std::vector<Word>& in, const QString& part) {
        return std::any_of(in.begin(), in.end(), [&](const Word& w) { return w.text.contains(part); });
    };
    CHECK(anyHas(words, QStringLiteral("153/86")));
    CHECK(anyHas(words, QStringLiteral("Masimo, 3:00 before"))); // of the cuff's value
    CHECK(says(words, "Masimo"));                                // of values of that very second
    CHECK(anyHas(words, QStringLiteral("mmHg")));
    // While the probe is off there is no saturation, and none from before is carried there.
    const auto off = r.crosshairWords({1192, 880}, 11.9);
    CHECK(anyHas(off, QStringLiteral("– – –")));
    // Later values never reach back.
    CHECK_FALSE(anyHas(r.crosshairWords({1192, 880}, 14.5), QStringLiteral("153/86")));
}

TEST_CASE("what the crosshair says stays inside every window and apart, wherever it stands", "[chart]") {
    for (const QSize size : {QSize(400, 300), QSize(792, 458), QSize(792, 596), QSize(1310, 300),
                             QSize(1192, 880), QSize(3840, 2160)})
        for (const double minutes : {-9.5, -3.0, 5.0, 12.0, 18.0, 23.6}) {
            Written r;
            const auto words = r.crosshairWords(size, minutes);
            INFO(size.width() << "×" << size.height() << " at " << minutes);
            CHECK(words.size() > 10);
            for (const auto& word : words) {
                INFO(word.text.toStdString());
                CHECK(word.box.left() >= 0);
                CHECK(word.box.right() <= size.width());
                CHECK(word.box.bottom() <= size.height());
            }
            for (std::size_t i = 0; i < words.size(); ++i)
                for (std::size_t k = 0; k < i; ++k) {
                    const QRectF shared = words[i].box & words[k].box;
                    CHECK_FALSE((shared.width() > 2 && shared.height() > 1.5));
                }
        }
}
