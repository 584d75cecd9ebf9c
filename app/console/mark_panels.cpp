// SPDX-License-Identifier: GPL-3.0-or-later
// LiveActions: one entry of the record, read, corrected, withdrawn or annotated, and the list of all of them.
#include "app/console/entry_reading.h"
#include "app/console/live_actions.h"
#include "app/console/panel_serving.h"
#include "core/domain/event_words.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/entry_list_panel.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr qsizetype kLabelChars = 60;

} // namespace

LabelOf LiveActions::labels() const {
    return withItemTitles(view().protocol(),
                          [this](const std::string& key) { return catalogue_.label(key); });
}

const Event* LiveActions::eventOf(const Uuid& id) const {
    return findEvent(view(), id);
}

void LiveActions::openMark(const Uuid& id) {
    if (!controller_.engine()) return;
    const auto* event = eventOf(id);
    if (!event) return;
    const auto label = labels();
    auto content = readEntry(view(), *event, label);
    content.who += QStringLiteral(" · ") + (controller_.isRecorded(id) ? tr("saved") : tr("saving…"));
    const bool closed = !controller_.engine()->isOpen();
    content.whyNoCorrection =
        whyNoCorrection(*event, closed, catalogue_, tr("Withdraw this entry and record it anew."));
    if (closed || !isCorrectable(event->body)) content.whyNoWithdrawal = content.whyNoCorrection;
    if (closed) content.whyNoNote = content.whyNoCorrection;

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
    auto correction = correctionOf(*event, labels());
    if (const auto* score = std::get_if<ScoreEntered>(&event->body)) {
        openInstrument(score->instrument);
    } else if (const auto* vitals = std::get_if<VitalsEntered>(&event->body)) {
        isOxygenEntry(*vitals) ? openOxygen() : openBloodPressure();
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
        panel->setHint(tr("about: %1").arg(text(describe(*event, labels())).simplified().left(kLabelChars)));
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
                              .arg(text(describe(*event, labels())).simplified().left(2 * kLabelChars));
    content.reasons = {QStringLiteral("wrong patient"), QStringLiteral("typing error"),
                       QStringLiteral("entered twice")};
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
