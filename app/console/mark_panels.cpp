// SPDX-License-Identifier: GPL-3.0-or-later
// LiveActions: one entry of the record, read, corrected, withdrawn or annotated, and the list of all of them.
#include "app/console/live_actions.h"
#include "app/console/panel_serving.h"
#include "core/domain/event_words.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/entry_list_panel.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/note_panel.h"

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
            return LiveActions::tr("It replaces the entry of %1 by %2: %3")
                .arg(clock(other), who(other), words(other));
        if (other.corrects == entry_.id) {
            if (const auto* withdrawn = std::get_if<EntryWithdrawn>(&other.body))
                return LiveActions::tr("Withdrawn at %1 by %2: %3")
                    .arg(clock(other), who(other), fromUtf8(withdrawn->reason));
            return LiveActions::tr("Corrected at %1 by %2: %3").arg(clock(other), who(other), words(other));
        }
        const auto* note = std::get_if<NoteWritten>(&other.body);
        const auto* changed = std::get_if<SideEffectChanged>(&other.body);
        const auto* ended = std::get_if<SideEffectEnded>(&other.body);
        if ((note && note->about == entry_.id) || (changed && changed->of == entry_.id) ||
            (ended && ended->of == entry_.id))
            return LiveActions::tr("%1, %2: %3").arg(clock(other), who(other), words(other));
        return std::nullopt;
    }

private:
    static QString clock(const Event& event) { return fromUtf8(formatClock(event.at.wall)).left(5); }
    static QString who(const Event& event) { return fromUtf8(event.actor.name); }
    QString words(const Event& event) const { return fromUtf8(describe(event, label_)); }

    const Event& entry_;
    const LabelOf& label_;
};

QString effectiveClock(const Event& event) {
    return fromUtf8(formatClock(shifted(event.at, event.effective - event.at.mono).wall)).left(5);
}

} // namespace

LabelOf LiveActions::labels() const {
    return [this](const std::string& key) {
        const auto& protocol = view().protocol();
        for (const auto* list : {&protocol.screen, &protocol.timeout})
            for (const auto& item : *list)
                if (item.key == key) return item.title;
        return catalogue_.label(key);
    };
}

const Event* LiveActions::eventOf(const Uuid& id) const {
    const auto& events = view().events();
    const auto at = std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.id == id; });
    return at == events.end() ? nullptr : &*at;
}

QString LiveActions::whyNoCorrection(const Event& event) const {
    if (!controller_.engine()->isOpen())
        return tr("The record is closed; an addendum can say what was wrong.");
    if (!isCorrectable(event.body))
        return tr("This entry is part of the course of the session and stays as it is; a note can be added.");
    const auto* score = std::get_if<ScoreEntered>(&event.body);
    if (score && !catalogue_.instrument(score->instrument))
        return tr("Its questions are not in the catalogue; withdraw it, or add a note.");
    if (std::holds_alternative<ArtefactMarked>(event.body) || std::holds_alternative<DrugDrawn>(event.body) ||
        std::holds_alternative<DrugWasted>(event.body))
        return tr("Withdraw this entry and record it anew.");
    return {};
}

void LiveActions::openMark(const Uuid& id) {
    if (!controller_.engine()) return;
    const auto* event = eventOf(id);
    if (!event) return;
    const auto label = labels();
    EntryViewPanel::Content content;
    content.what = fromUtf8(describe(*event, label));
    content.when = event->effective == event->at.mono
                       ? effectiveClock(*event)
                       : tr("%1, entered at %2")
                             .arg(effectiveClock(*event), fromUtf8(formatClock(event->at.wall)).left(5));
    content.who = fromUtf8(event->actor.name) + QStringLiteral(" · ") +
                  (controller_.isRecorded(id) ? tr("saved") : tr("saving…"));
    const Event* before = nullptr;
    for (const auto& other : view().events()) {
        if (const auto line = Fate(*event, label).line(other)) content.fate << *line;
        if (other.id == id || groupOf(other.body) == EventGroup::technical) continue;
        if (other.seq < event->seq) before = &other;
        if (other.seq > event->seq && !content.next) content.next = other.id;
    }
    if (before) content.previous = before->id;
    const auto fate = view().state().entries.find(id);
    if (fate != view().state().entries.end()) content.replacement = fate->second.supersededBy;
    content.standing = !content.replacement;
    content.whyNoCorrection = whyNoCorrection(*event);
    if (!controller_.engine()->isOpen() || !isCorrectable(event->body))
        content.whyNoWithdrawal = content.whyNoCorrection;
    if (!controller_.engine()->isOpen()) content.whyNoNote = content.whyNoCorrection;

    auto* panel = serve(new EntryViewPanel(content));
    connect(panel, &EntryViewPanel::correctRequested, this,
            [this, id] { later([this, id] { openCorrection(id); }); });
    connect(panel, &EntryViewPanel::withdrawRequested, this,
            [this, id] { later([this, id] { openWithdraw(id); }); });
    connect(panel, &EntryViewPanel::noteRequested, this, [this, id] { later([this, id] { openNote(id); }); });
    connect(panel, &EntryViewPanel::otherRequested, this,
            [this](const Uuid& other) { later([this, other] { openMark(other); }); });
    connect(panel, &EntryViewPanel::listRequested, this, [this] { later([this] { openRecordList(); }); });
}

/// A panel is replaced only after its own signal has returned.
void LiveActions::later(std::function<void()> act) {
    QMetaObject::invokeMethod(
        this, [act = std::move(act)] { act(); }, Qt::QueuedConnection);
}

void LiveActions::openCorrection(const Uuid& id) {
    if (!controller_.engine()) return;
    const auto* event = eventOf(id);
    if (!event) return;
    Correction correction{event->id, event->body, event->effective, effectiveClock(*event),
                          fromUtf8(describe(*event, labels())).simplified()};
    if (correction.words.size() > kHintChars)
        correction.words = correction.words.left(kHintChars) + QStringLiteral("…");
    if (const auto* score = std::get_if<ScoreEntered>(&event->body)) {
        openInstrument(score->instrument);
    } else if (std::holds_alternative<VitalsEntered>(event->body)) {
        openBloodPressure();
    } else if (auto* began = std::get_if<SideEffectBegan>(&correction.before)) {
        // A severity that was changed since stays: the correction names the effect as it is now.
        for (const auto& effect : view().state().effects)
            if (effect.id == id) began->severity = effect.severity;
        openSideEffects();
        refresh_ = {};
    } else if (std::holds_alternative<MedicationGiven>(event->body)) {
        serve(new MedicationPanel(view().protocol().orders));
    } else if (std::holds_alternative<NoteWritten>(event->body)) {
        serve(new NotePanel);
    } else if (std::holds_alternative<EventMarked>(event->body)) {
        openEvents();
    } else {
        return;
    }
    if (panel_) panel_->correct(correction);
}

void LiveActions::openNote(const Uuid& about) {
    auto* panel = new NotePanel;
    panel->setAbout(about);
    serve(panel);
    if (const auto* event = eventOf(about))
        panel->setHint(
            tr("about: %1").arg(fromUtf8(describe(*event, labels())).simplified().left(kHintChars)));
}

void LiveActions::openRecordList() {
    if (!controller_.engine()) return;
    auto* panel = serve(new EntryListPanel);
    panel->setEvents(view().events(), view().state(), labels());
    connect(panel, &EntryListPanel::entryChosen, this,
            [this](const Uuid& id) { later([this, id] { openMark(id); }); });
    refresh_ = [this, panel, shown = view().events().size()]() mutable {
        if (shown == view().events().size()) return;
        shown = view().events().size();
        panel->setEvents(view().events(), view().state(), labels());
    };
}

void LiveActions::openMarks(const QList<Uuid>& marks) {
    if (!controller_.engine()) return;
    std::vector<Event> chosen;
    for (const auto& event : view().events())
        if (marks.contains(event.id)) chosen.push_back(event);
    auto* panel = serve(new EntryListPanel);
    panel->setEvents(chosen, view().state(), labels());
    connect(panel, &EntryListPanel::entryChosen, this,
            [this](const Uuid& id) { later([this, id] { openMark(id); }); });
}

void LiveActions::openWithdraw(const Uuid& id) {
    const auto* event = controller_.engine() ? eventOf(id) : nullptr;
    if (!event) return;
    ConfirmPanel::Content content;
    content.explanation = tr("%1\nThe entry stays visible, struck through, with your reason.")
                              .arg(fromUtf8(describe(*event, labels())).simplified().left(2 * kHintChars));
    content.reasons = {tr("wrong patient"), tr("typing error"), tr("entered twice")};
    content.textLabel = tr("Reason");
    content.confirmText = tr("Withdraw this entry");
    content.corrects = id;
    content.build = [](const Actor&, const std::string& reason, const std::string& text) {
        return EntryWithdrawn{joined(reason, text)};
    };
    content.title = tr("Withdraw an entry");
    serve(new ConfirmPanel(std::move(content)));
}

} // namespace chairside
