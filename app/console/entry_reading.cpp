// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/entry_reading.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr qsizetype kHintChars = 60;

/// What else the record says about an entry, in the order it was written.
class Fate {
public:
    Fate(const Event& entry, const LabelOf& label) : entry_(entry), label_(label) {}

    std::optional<QString> line(const Event& other) const {
        if (entry_.corrects == other.id)
            return tr("It replaces the entry of %1 by %2: %3").arg(clock(other), who(other), words(other));
        if (other.corrects == entry_.id) {
            if (const auto* withdrawn = std::get_if<EntryWithdrawn>(&other.body))
                return tr("Withdrawn at %1 by %2: %3").arg(clock(other), who(other), text(withdrawn->reason));
            return tr("Corrected at %1 by %2: %3").arg(clock(other), who(other), words(other));
        }
        const auto* note = std::get_if<NoteWritten>(&other.body);
        const auto* changed = std::get_if<SideEffectChanged>(&other.body);
        const auto* ended = std::get_if<SideEffectEnded>(&other.body);
        if ((note && note->about == entry_.id) || (changed && changed->of == entry_.id) ||
            (ended && ended->of == entry_.id))
            return tr("%1, %2: %3").arg(clock(other), who(other), words(other));
        return std::nullopt;
    }

private:
    static QString clock(const Event& event) { return text(formatClock(event.at.wall)).left(5); }
    static QString who(const Event& event) { return text(event.actor.name); }
    QString words(const Event& event) const { return text(describe(event, label_)); }

    const Event& entry_;
    const LabelOf& label_;
};

} // namespace

const Event* findEvent(const SessionView& view, const Uuid& id) {
    const auto& events = view.events();
    const auto at = std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.id == id; });
    return at == events.end() ? nullptr : &*at;
}

QString effectiveClock(const Event& event) {
    return text(formatClock(shifted(event.at, event.effective - event.at.mono).wall)).left(5);
}

EntryViewPanel::Content readEntry(const SessionView& view, const Event& event, const LabelOf& label) {
    EntryViewPanel::Content content;
    content.what = text(describe(event, label));
    content.when =
        event.effective == event.at.mono
            ? effectiveClock(event)
            : tr("%1, entered at %2").arg(effectiveClock(event), text(formatClock(event.at.wall)).left(5));
    content.who = text(event.actor.name);
    const Event* before = nullptr;
    for (const auto& other : view.events()) {
        if (const auto line = Fate(event, label).line(other)) content.fate << *line;
        if (other.id == event.id || groupOf(other.body) == EventGroup::technical) continue;
        if (other.seq < event.seq) before = &other;
        if (other.seq > event.seq && !content.next) content.next = other.id;
    }
    if (before) content.previous = before->id;
    const auto fate = view.state().entries.find(event.id);
    if (fate != view.state().entries.end()) content.replacement = fate->second.supersededBy;
    content.standing = !content.replacement;
    return content;
}

QString whyNoCorrection(const Event& event, bool closed, const Catalogue& catalogue, const QString& anew) {
    if (closed) return tr("The record is closed; an addendum can say what was wrong.");
    if (!isCorrectable(event.body))
        return tr("This entry is part of the course of the session and stays as it is; a note can be added.");
    const auto* score = std::get_if<ScoreEntered>(&event.body);
    if (score && !catalogue.instrument(score->instrument))
        return tr("Its questions are not in the catalogue; withdraw it, or add a note.");
    if (std::holds_alternative<ArtefactMarked>(event.body) || std::holds_alternative<DrugDrawn>(event.body) ||
        std::holds_alternative<DrugWasted>(event.body))
        return anew;
    return {};
}

Correction correctionOf(const Event& event, const LabelOf& label) {
    Correction correction{event.id, event.body, event.effective, effectiveClock(event),
                          text(describe(event, label)).simplified()};
    if (correction.words.size() > kHintChars)
        correction.words = correction.words.left(kHintChars) + QStringLiteral("…");
    return correction;
}

} // namespace chairside
