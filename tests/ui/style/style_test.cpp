// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "build_places.h"
#include "ui/style/icon.h"
#include "ui/style/number_label.h"
#include "ui/style/push_button.h"
#include "ui/style/stylesheet.h"
#include "ui/style/tabular_text.h"
#include "ui/style/text_label.h"

#include <QDir>
#include <QImage>
#include <QPainter>

#include <string>
#include <utility>
#include <vector>

using namespace chairside;

namespace {

constexpr double kTextRatio = 4.5, kLineRatio = 3.0; // WCAG 2.1 success criteria 1.4.3 and 1.4.11

void requireRatio(const Theme& theme, const char* what, const QColor& ink, const QColor& ground,
                  double least) {
    INFO(theme.name.toStdString() << ": " << what << " " << ink.name().toStdString() << " on "
                                  << ground.name().toStdString());
    CHECK(contrastRatio(ink, ground) >= least);
}

int inkPixels(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += qAlpha(image.pixel(x, y)) > 0;
    return count;
}

} // namespace

TEST_CASE("the contrast ratio follows WCAG: black on white is 21, a colour on itself is 1", "[ui][style]") {
    CHECK(contrastRatio(Qt::black, Qt::white) == Approx(21.0));
    CHECK(contrastRatio(QColor(0x777777), Qt::white) == Approx(4.48).epsilon(0.005));
    CHECK(contrastRatio(QColor(0x123456), QColor(0x123456)) == Approx(1.0));
}

TEST_CASE("every text reaches AA contrast on every surface in both themes", "[ui][style][H-18]") {
    for (const Theme& t : {darkTheme(), lightTheme()}) {
        for (int i = 0; i <= static_cast<int>(Tone::temperature); ++i)
            for (const QColor& ground : {t.window, t.card, t.raised})
                requireRatio(t, "tone", t.tone(static_cast<Tone>(i)), ground, kTextRatio);
        const std::vector<std::pair<QColor, QColor>> pairs{
            {t.onPrimary, t.primary},   {t.onPrimary, t.primaryHover},
            {t.text, t.selected},       {t.onSelectedQuiet, t.selected},
            {t.text, t.cautionFill},    {t.caution, t.cautionFill},
            {t.text, t.field},          {t.faint, t.field},
            {t.text, t.raisedHover},    {t.danger, t.dangerFill},
            {t.text, t.pressed},        {t.score, t.selected},
            {t.high.text, t.high.fill}, {t.medium.text, t.medium.fill},
            {t.low.text, t.low.fill},   {t.quiet, t.raisedHover}};
        for (const auto& [ink, ground] : pairs) requireRatio(t, "pair", ink, ground, kTextRatio);
    }
}

TEST_CASE("every line that carries meaning reaches 3:1 in both themes", "[ui][style][H-18]") {
    for (const Theme& t : {darkTheme(), lightTheme()}) {
        for (const QColor& line : {t.control, t.focus, t.dangerLine, t.high.edge, t.medium.edge, t.low.edge})
            for (const QColor& ground : {t.window, t.card, t.raised})
                requireRatio(t, "line", line, ground, kLineRatio);
        for (const QColor& trace :
             {t.heartRate, t.spo2, t.nibp, t.respiration, t.co2, t.temperature, t.infusion, t.score})
            requireRatio(t, "trace", trace, t.card, kLineRatio);
    }
}

TEST_CASE("an ageing number is dimmed and still readable as large text", "[ui][style][H-02]") {
    for (const Theme& t : {darkTheme(), lightTheme()})
        for (const QColor& colour : {t.heartRate, t.spo2, t.nibp, t.respiration, t.co2, t.score}) {
            const QColor dimmed = blended(t.card, colour, kAgeingOpacity);
            CHECK(contrastRatio(dimmed, colour) > 1.4);
            requireRatio(t, "dimmed", dimmed, t.card, kLineRatio);
        }
}

TEST_CASE("alarm colours are used for nothing else", "[ui][style][H-03]") {
    for (const Theme& t : {darkTheme(), lightTheme()})
        for (const AlarmColours& alarm : {t.high, t.medium, t.low}) {
            for (int i = 0; i <= static_cast<int>(Tone::temperature); ++i)
                CHECK(t.tone(static_cast<Tone>(i)) != alarm.fill);
            CHECK(!styleSheetOf(t).contains(alarm.fill.name()));
        }
}

TEST_CASE("numbers of the same length have the same width, whatever their digits", "[ui][style]") {
    for (const double px : {type::kTiny, type::kBody, type::kVital, type::kVitalLarge}) {
        const QFont font = uiFont(px, QFont::DemiBold);
        CHECK(tabularWidth(font, QStringLiteral("111")) == Approx(tabularWidth(font, QStringLiteral("888"))));
        CHECK(tabularWidth(font, QStringLiteral("23:41")) ==
              Approx(tabularWidth(font, QStringLiteral("11:11"))));
    }
}

TEST_CASE("a text that does not fit ends with an ellipsis and says the rest in a tooltip",
          "[ui][style][H-18]") {
    const QFont font = uiFont(type::kBody);
    const QString text = QStringLiteral("RIVERA-FERNÁNDEZ, Ana María 1234567890");
    const QString cut = elidedTabular(font, text, 120);
    CHECK(cut.endsWith(QChar(0x2026)));
    CHECK(tabularWidth(font, cut) <= 120);
    CHECK(elidedTabular(font, text, 2000) == text);

    TextLabel label(text);
    label.resize(120, 20);
    label.grab();
    CHECK(label.toolTip() == text);
    label.resize(900, 20);
    label.grab();
    CHECK(label.toolTip().isEmpty());
}

TEST_CASE("hostile markup in a name stays text and its tooltip is escaped", "[ui][style][H-09]") {
    TextLabel label(QStringLiteral("<img src=\"/etc/hostname\"> <b>Ana</b>"));
    CHECK(label.textFormat() == Qt::PlainText);
    label.resize(40, 20);
    label.grab();
    CHECK(!label.toolTip().contains(QLatin1Char('<')));
}

TEST_CASE("the generated stylesheet has no name left open and no platform grey", "[ui][style]") {
    for (const Theme& t : {darkTheme(), lightTheme()}) {
        const QString sheet = styleSheetOf(t);
        CHECK(!sheet.contains(QLatin1Char('@')));
        CHECK(sheet.contains(t.card.name()));
    }
}

TEST_CASE("every icon in resources is registered and draws something", "[ui][style]") {
    const QDir folder(QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources/icons"));
    const auto files = folder.entryInfoList({QStringLiteral("*.svg")});
    REQUIRE(files.size() > 12);
    for (const auto& file : files) {
        INFO(file.baseName().toStdString());
        REQUIRE(hasIcon(file.baseName()));
        QImage image(48, 48, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintIcon(painter, file.baseName(), {0, 0, 48, 48}, Qt::red);
        painter.end();
        CHECK(inkPixels(image) > 40);
    }
}

TEST_CASE("buttons are large enough for a gloved finger and answer to Enter", "[ui][style]") {
    for (const ButtonLook look :
         {ButtonLook::primary, ButtonLook::quiet, ButtonLook::danger, ButtonLook::plain}) {
        PushButton button(QStringLiteral("x"), look);
        CHECK(button.sizeHint().height() >= 44);
        CHECK(button.sizeHint().width() >= 44);
        CHECK(button.minimumSizeHint().height() >= 44);
    }
}

TEST_CASE("no reading is drawn as dashes and never as a number", "[ui][style][H-12]") {
    NumberLabel label(type::kVital, Tone::heartRate);
    CHECK(label.text() == noReading());
    label.setNumber(QStringLiteral("84"));
    label.setNumber(QString());
    CHECK(label.text() == noReading());
    CHECK(label.accessibleName() == QStringLiteral("no reading"));
}
