// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "build_places.h"
#include "core/base/number.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <numeric>
#include <vector>

namespace chairside {
namespace {

/// Edit distance of two words (Levenshtein).
int distance(const QString& a, const QString& b) {
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto k = static_cast<std::size_t>(j);
            const int change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[k + 1];
            row[k + 1] = std::min({row[k + 1] + 1, row[k] + 1, change});
        }
    }
    return row.back();
}

} // namespace

QString nearest(const QString& word, const QStringList& candidates) {
    QString best;
    int least = std::max<int>(2, static_cast<int>(word.size()) / 2);
    for (const auto& candidate : candidates) {
        const int edits = distance(word.toLower(), candidate);
        if (edits <= least && (best.isEmpty() || edits < least)) {
            best = candidate;
            least = edits;
        }
    }
    return best;
}

Status parseCommandLine(QCommandLineParser& parser, const QStringList& arguments) {
    if (parser.parse(arguments)) return Done{};
    const auto unknown = parser.unknownOptionNames();
    if (unknown.isEmpty()) return Error{parser.errorText().toStdString() + ". Try --help."};
    // --help lists every option; its names are the candidates.
    QStringList known;
    static const QRegularExpression kOption(QStringLiteral("--([a-z-]+)"));
    for (auto it = kOption.globalMatch(parser.helpText()); it.hasNext();) known << it.next().captured(1);
    QString sentence = QStringLiteral("There is no option --%1.").arg(unknown.first());
    if (const auto meant = nearest(unknown.first(), known); !meant.isEmpty())
        sentence += QStringLiteral(" Did you mean --%1?").arg(meant);
    return Error{(sentence + QStringLiteral(" Try --help.")).toStdString()};
}

Result<double> numberOption(const QCommandLineParser& parser, const QString& name, double fallback,
                            double least, double most) {
    if (!parser.isSet(name)) return fallback;
    const auto parsed = parseNumber(parser.value(name).toStdString());
    if (!parsed.value || *parsed.value < least || *parsed.value > most)
        return Error{"--" + name.toStdString() + " needs a number from " + formatPlain(least) + " to " +
                     formatPlain(most) + ", not \"" + parser.value(name).toStdString() + "\"."};
    return *parsed.value;
}

QString resourcesFolder() {
    const QString installed = QCoreApplication::applicationDirPath() + QStringLiteral("/../share/chairside");
    if (QFileInfo::exists(installed + QStringLiteral("/protocols"))) return QDir::cleanPath(installed);
    return QStringLiteral(CHAIRSIDE_RESOURCES);
}

} // namespace chairside
