// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include "ui/style/stylesheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>
#include <QVariant>
#include <QWidget>

#include <cmath>
#include <memory>

namespace chairside {
namespace {

using ThemePtr = std::shared_ptr<const Theme>;
constexpr char kThemeProperty[] = "chairsideTheme";

QPalette paletteOf(const Theme& t) {
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.field);
    p.setColor(QPalette::AlternateBase, t.raised);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.text);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.faint);
    p.setColor(QPalette::Highlight, t.primary);
    p.setColor(QPalette::HighlightedText, t.onPrimary);
    p.setColor(QPalette::Link, t.infusion);
    p.setColor(QPalette::LinkVisited, t.infusion);
    p.setColor(QPalette::Light, t.raisedHover);
    p.setColor(QPalette::Midlight, t.raised);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c) {
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

Theme darkTheme() {
    Theme t;
    t.name = QStringLiteral("dark");
    t.dark = true;
    t.window = QRgb{0x0d1117}, t.card = QRgb{0x151b23}, t.raised = QRgb{0x1b232d},
    t.raisedHover = QRgb{0x222c38}, t.pressed = QRgb{0x121820};
    t.field = QRgb{0x0f151c};
    t.line = QRgb{0x28323e}, t.faintLine = QRgb{0x1e2731}, t.control = QRgb{0x6a7886},
    t.focus = QRgb{0x8fd0ff};
    t.text = QRgb{0xe8eef4}, t.quiet = QRgb{0x93a1b0}, t.faint = QRgb{0x7f8c9b};
    t.good = QRgb{0x5fd38d}, t.caution = QRgb{0xe8c65a}, t.danger = QRgb{0xff8a80};
    t.heartRate = QRgb{0x5fd38d}, t.spo2 = QRgb{0x7cc4ff}, t.nibp = QRgb{0xf0a6d8},
    t.respiration = QRgb{0xe4dcb4}, t.co2 = QRgb{0xc9b8f0};
    t.temperature = QRgb{0xd9b99b}, t.infusion = QRgb{0x4aa3a2}, t.score = QRgb{0xb7a2ff};
    t.primary = QRgb{0x277a79}, t.primaryHover = QRgb{0x236e6d}, t.onPrimary = QRgb{0xffffff};
    t.selected = QRgb{0x1d3f47}, t.selectedLine = QRgb{0x3f8f8e}, t.onSelectedQuiet = QRgb{0xa3b4c0};
    t.cautionFill = QRgb{0x332d12};
    t.dangerFill = QRgb{0x2c1a1d}, t.dangerLine = QRgb{0xb85a58};
    t.high = {QRgb{0xd0202c}, QRgb{0xffffff}, QRgb{0xff4d4f}};
    t.medium = {QRgb{0xffd60a}, QRgb{0x0b0f14}, QRgb{0xffd60a}};
    t.low = {QRgb{0x4fd8e8}, QRgb{0x0b0f14}, QRgb{0x4fd8e8}};
    return t;
}

Theme lightTheme() {
    Theme t;
    t.name = QStringLiteral("light");
    t.dark = false;
    t.window = QRgb{0xf4f6f8}, t.card = QRgb{0xffffff}, t.raised = QRgb{0xeef2f5},
    t.raisedHover = QRgb{0xe4eaef}, t.pressed = QRgb{0xdbe3e9};
    t.field = QRgb{0xffffff};
    t.line = QRgb{0xd4dce4}, t.faintLine = QRgb{0xe6ebf0}, t.control = QRgb{0x758391},
    t.focus = QRgb{0x0b62ad};
    t.text = QRgb{0x16202a}, t.quiet = QRgb{0x566474}, t.faint = QRgb{0x5f6c79};
    t.good = QRgb{0x14763f}, t.caution = QRgb{0x7a5c00}, t.danger = QRgb{0xb3261e};
    t.heartRate = QRgb{0x14763f}, t.spo2 = QRgb{0x0b62ad}, t.nibp = QRgb{0x9c2f77},
    t.respiration = QRgb{0x6d6220}, t.co2 = QRgb{0x5d46a3};
    t.temperature = QRgb{0x86502b}, t.infusion = QRgb{0x15706f}, t.score = QRgb{0x5b43b8};
    t.primary = QRgb{0x15706f}, t.primaryHover = QRgb{0x115e5d}, t.onPrimary = QRgb{0xffffff};
    t.selected = QRgb{0xd5ebea}, t.selectedLine = QRgb{0x3b8a89}, t.onSelectedQuiet = QRgb{0x4d5b6a};
    t.cautionFill = QRgb{0xfff6d6};
    t.dangerFill = QRgb{0xfdeceb}, t.dangerLine = QRgb{0xc0433b};
    t.high = {QRgb{0xd0202c}, QRgb{0xffffff}, QRgb{0xd0202c}};
    t.medium = {QRgb{0xffd60a}, QRgb{0x0b0f14}, QRgb{0x8a6a00}};
    t.low = {QRgb{0x4fd8e8}, QRgb{0x0b0f14}, QRgb{0x007d8f}};
    return t;
}

const QColor& Theme::tone(Tone which) const {
    switch (which) {
    case Tone::normal: return text;
    case Tone::quiet: return quiet;
    case Tone::faint: return faint;
    case Tone::good: return good;
    case Tone::caution: return caution;
    case Tone::danger: return danger;
    case Tone::heartRate: return heartRate;
    case Tone::spo2: return spo2;
    case Tone::nibp: return nibp;
    case Tone::respiration: return respiration;
    case Tone::co2: return co2;
    case Tone::infusion: return infusion;
    case Tone::score: return score;
    case Tone::temperature: return temperature;
    }
    return text;
}

Tone toneOf(Channel which) {
    switch (which) {
    case Channel::hr: return Tone::heartRate;
    case Channel::pulseRate:
    case Channel::spo2:
    case Channel::o2Flow: return Tone::spo2;
    case Channel::nibpSystolic:
    case Channel::nibpDiastolic:
    case Channel::nibpMean: return Tone::nibp;
    case Channel::rr: return Tone::respiration;
    case Channel::etco2: return Tone::co2;
    case Channel::temperature: return Tone::temperature;
    }
    return Tone::normal;
}

const QColor& Theme::channel(Channel which) const {
    return tone(toneOf(which));
}

const AlarmColours& Theme::alarm(AlarmPriority priority) const {
    switch (priority) {
    case AlarmPriority::low: return low;
    case AlarmPriority::medium: return medium;
    case AlarmPriority::high: return high;
    }
    return high;
}

void applyTheme(QApplication& app, const Theme& theme) {
    const ThemePtr next = std::make_shared<const Theme>(theme);
    app.setProperty(kThemeProperty, QVariant::fromValue(next));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(uiFont(type::kSmall));
    QApplication::setPalette(paletteOf(theme));
    app.setStyleSheet(styleSheetOf(theme));
    for (QWidget* widget : QApplication::allWidgets()) widget->update();
}

const Theme& themeOf(const QWidget&) {
    static const Theme kBefore = darkTheme();
    if (!qApp) return kBefore;
    const auto current = qApp->property(kThemeProperty).value<ThemePtr>();
    return current ? *current : kBefore; // the application's property keeps it alive
}

QFont uiFont(double px, QFont::Weight weight) {
    static const bool kHasInter = QFontDatabase::hasFamily(QStringLiteral("Inter"));
    QFont font =
        kHasInter ? QFont(QStringLiteral("Inter")) : QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // The scale has half pixels and QFont::setPixelSize takes whole ones; a logical inch is 96 px on every
    // platform this runs on, the screen's own scale comes on top.
    font.setPointSizeF(px * 72 / 96);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blended(const QColor& under, const QColor& over, double opacity) {
    const auto mix = [opacity](float a, float b) { return static_cast<float>(a + (b - a) * opacity); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

} // namespace chairside
