// SPDX-License-Identifier: GPL-3.0-or-later
// The words for what can be tapped: made when somebody asks, not in every frame.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/chart/crosshair.h"
#include "ui/chart/chart_canvas.h"
#include "ui/style/words.h"

namespace chairside {
namespace {

struct Teller {
    const RecordModel& model;

    QString line(MonoTime at, QString text) const {
        return QString::fromStdString(formatDuration(at - model.anchor())) + QStringLiteral(" · ") + text;
    }
    QString state(const Entry& entry) const {
        switch (model.stateOf(entry.event)) {
        case EntryState::standing: return {};
        case EntryState::corrected: return QStringLiteral(", ") + tr("corrected");
        case EntryState::withdrawn: return QStringLiteral(", ") + tr("withdrawn");
        }
        return {};
    }
    QString entry(const Entry& e, const QString& text) const { return line(e.at, text) + state(e); }
    QString trust(bool implausible, bool artefact) const {
        QString text;
        if (implausible) text += QStringLiteral(", ") + tr("implausible");
        if (artefact) text += QStringLiteral(", ") + tr("artefact");
        return text;
    }
    QString pressure(const NibpPoint& p) const {
        QString text = tr("NIBP %1 mmHg").arg(QString::fromStdString(nibpText(p)));
        if (p.isTyped()) text += QStringLiteral(", ") + tr("typed by %1").arg(shown(p.by));
        return entry(p, text + trust(p.implausible, p.artefact));
    }
    QString typed(const TypedPoint& p) const {
        const auto& about = info(p.channel);
        const QString value =
            QString::fromStdString(formatNumber(static_cast<double>(p.value), about.decimals));
        return entry(
            p, tr("%1 %2 %3, typed by %4")
                       .arg(shown(phrase(about.label)), value, shown(std::string(about.unit)), shown(p.by)) +
                   trust(p.implausible, p.artefact));
    }
    QString due(const DueMark& mark) const {
        QString text = shown(mark.title) + QStringLiteral(", ") + state(mark.state);
        if (mark.mandatory) text += QStringLiteral(", ") + tr("required");
        return line(mark.due, text);
    }
    QString state(DueState state) const {
        switch (state) {
        case DueState::done: return tr("done");
        case DueState::late: return tr("done late");
        case DueState::due: return tr("due now");
        case DueState::overdue: return tr("overdue");
        case DueState::missed: return tr("missed");
        case DueState::upcoming: return tr("to come");
        }
        return {};
    }
    QString operator()(HitKind kind, std::size_t i) const {
        switch (kind) {
        case HitKind::pressure: return pressure(model.vitals().nibp()[i]);
        case HitKind::typed: return typed(model.vitals().typed()[i]);
        case HitKind::artefact: {
            const auto& span = model.artefacts()[i];
            return entry(span, tr("Marked as artefact: %1").arg(shown(span.reason)));
        }
        case HitKind::pumpAction: return entry(model.pumpActions()[i], shown(model.pumpActions()[i].label));
        case HitKind::medication: {
            const auto& given = model.medications()[i];
            return entry(given, shown(given.label + (given.detail.empty() ? "" : ", " + given.detail)));
        }
        case HitKind::effect: {
            const auto& effect = model.effects()[i];
            return entry(effect, shown(model.wordFor(effect.effect)) + QChar(' ') +
                                     QString::number(effect.steps.back().severity));
        }
        case HitKind::score: {
            const auto& score = model.scores()[i];
            return entry(score, shown(model.wordFor(score.instrument) + " " + scoreText(score)));
        }
        case HitKind::due: return due(model.dueMarks()[i]);
        case HitKind::event: return entry(model.events()[i], shown(model.events()[i].label));
        case HitKind::alarm: return entry(model.alarms()[i], shown(model.alarms()[i].text));
        }
        return {};
    }
    std::size_t count(HitKind kind) const {
        switch (kind) {
        case HitKind::pressure: return model.vitals().nibp().size();
        case HitKind::typed: return model.vitals().typed().size();
        case HitKind::artefact: return model.artefacts().size();
        case HitKind::pumpAction: return model.pumpActions().size();
        case HitKind::medication: return model.medications().size();
        case HitKind::effect: return model.effects().size();
        case HitKind::score: return model.scores().size();
        case HitKind::due: return model.dueMarks().size();
        case HitKind::event: return model.events().size();
        case HitKind::alarm: return model.alarms().size();
        }
        return 0;
    }
};

} // namespace

QString hitText(const RecordModel& model, const ChartHit& hit) {
    constexpr std::size_t kMost = 12; // a tool tip is not a table
    const Teller tell{model};
    QStringList lines;
    for (std::size_t k = 0; k < hit.items.size() && k < kMost; ++k)
        if (hit.items[k] < tell.count(hit.kind)) lines << tell(hit.kind, hit.items[k]);
    if (hit.items.size() > kMost) lines << tr("and %1 more").arg(hit.items.size() - kMost);
    return lines.join(QChar('\n'));
}

} // namespace chairside
