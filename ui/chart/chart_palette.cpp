// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_palette.h"

#include "core/base/text.h"
#include "ui/style/theme.h"

#include <string>
#include <utility>

namespace chairside {

ChartPalette chartPalette(const Theme& theme) {
    ChartPalette p;
    p.background = theme.card;
    p.raised = theme.raised;
    p.band = blended(theme.card, theme.text, theme.dark ? 0.022 : 0.028);
    p.baseline = blended(theme.card, theme.text, theme.dark ? 0.05 : 0.06);
    p.gridFine = blended(theme.card, theme.line, theme.dark ? 0.42 : 0.5);
    p.gridHeavy = blended(theme.card, theme.line, theme.dark ? 0.95 : 1.0);
    p.separator = theme.faintLine;
    p.text = theme.text;
    p.quiet = theme.quiet;
    p.faint = theme.faint;
    for (const auto& entry : allChannels()) p.channels[index(entry.channel)] = theme.channel(entry.channel);
    p.infusion = theme.infusion;
    p.onInfusion = theme.dark ? QColor(QRgb{0x0b1516}) : QColor(Qt::white);
    p.score = theme.score;
    p.scoreFill = blended(theme.card, theme.score, theme.dark ? 0.28 : 0.22);
    p.good = theme.good;
    p.focus = theme.focus;
    for (const auto priority : {AlarmPriority::low, AlarmPriority::medium, AlarmPriority::high}) {
        const auto i = static_cast<std::size_t>(priority);
        p.alarmFill[i] = theme.alarm(priority).fill;
        p.alarmText[i] = theme.alarm(priority).text;
        p.alarmEdge[i] = theme.alarm(priority).edge;
    }
    return p;
}

QColor ChartPalette::softened(const QColor& colour, double strength) const {
    return blended(background, colour, strength);
}

QColor ChartPalette::historyFill(Channel c) const {
    return blended(background, channel(c), 0.12);
}

ChartPalette printPalette() {
    ChartPalette p = chartPalette(lightTheme());
    p.background = p.raised = p.band = Qt::white;
    p.baseline = QRgb{0xf0f0f0}; // the lightest grey that a printer keeps
    p.gridFine = QRgb{0xdddddd};
    p.gridHeavy = QRgb{0xb0b0b0};
    p.separator = QRgb{0xcccccc};
    p.text = Qt::black;
    p.quiet = QRgb{0x333333};
    p.faint = QRgb{0x555555};
    p.onInfusion = Qt::white;
    p.scoreFill = Qt::white;
    p.paper = true;
    return p;
}

QColor drugFill(std::string_view drugClass) {
    static constexpr std::array<std::pair<std::string_view, QRgb>, 16> kFills{{
        {"antiemetic", 0xe0bd66},
        {"anticholinergic", 0x8fc79a},
        {"antihypertensive", 0xb79ad6},
        {"hypotensive", 0xb79ad6},
        {"vasopressor", 0xb79ad6},
        {"beta", 0xb79ad6},
        {"benzodiazepine", 0xe39a5b},
        {"tranquil", 0xe39a5b},
        {"sedative", 0xe39a5b},
        {"hypnotic", 0xe6d36f},
        {"induction", 0xe6d36f},
        {"opioid", 0x86b8e0},
        {"relaxant", 0xd98b86},
        {"local", 0xa9b0b8},
        {"antagonist", 0xc7d6e2},
        {"analgesic", 0x86b8e0},
    }};
    const std::string folded = foldForSearch(drugClass);
    for (const auto& [word, fill] : kFills)
        if (folded.find(word) != std::string::npos) return QColor(fill);
    return QColor(QRgb{0xaab4be});
}

QColor drugInk() {
    return QColor(QRgb{0x14181d});
}

} // namespace chairside
