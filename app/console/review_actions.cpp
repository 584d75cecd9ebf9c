// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/review_actions.h"

#include "app/console/entry_reading.h"
#include "app/console/pin_serving.h"
#include "app/console/score_sheets.h"
#include "app/console/signature_panel.h"
#include "core/base/phrase.h"
#include "core/domain/event_words.h"
#include "ui/entry/blood_pressure_panel.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/dissociation_panel.h"
#include "ui/entry/event_panel.h"
#include "ui/entry/instrument_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/entry/oxygen_panel.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/score_panel.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/history/history_page.h"
#include "ui/style/push_button.h"

#include <QHBoxLayout>

namespace chairside {
namespace {

constexpr int kReviewActionsMargin = 24;

QStringList eventLabels(const Protocol& protocol) {
    QStringList labels;
    for (const auto& label : protocol.eventLabels) labels << QString::fromStdString(label);
    return labels;
}

} // namespace

ReviewActions::ReviewActions(SessionController& controller, const Catalogue& catalogue, Staff& staff,
                             HistoryPage& page, std::function<Actor()> operatorNow, QObject* parent)
    : QObject(parent), controller_(controller), catalogue_(catalogue), staff_(staff), page_(page),
      operatorNow_(std::move(operatorNow)), host_(new PanelHost(&page)),
      sign_(new PushButton({}, ButtonLook::primary)) {
    auto* review = page.review();
    review->actions()->addWidget(sign_);
    sign_->hide();
    connect(sign_, &QPushButton::clicked, this, &ReviewActions::openSignature);
    connect(review, &SessionReview::sessionShown, this, &ReviewActions::offerSignature);
    review->setOffersEntries(true);
    connect(review, &SessionReview::entryRequested, this, &ReviewActions::openEntry);
    connect(review, &SessionReview::addRequested, this, &ReviewActions::openAdd);
    connect(&controller, &SessionController::recordedElsewhere, this, &ReviewActions::recorded);
}

ReviewActions::~ReviewActions() = default;

LabelOf ReviewActions::labels() const {
    const LabelOf known = [this](const std::string& key) { return catalogue_.label(key); };
    const auto* view = page_.review()->view();
    return view ? withItemTitles(view->protocol(), known) : known;
}

bool ReviewActions::isClosedSession() const {
    return isClosed(page_.review()->view()->state().phase);
}

std::optional<Role> ReviewActions::missingSignature() const {
    const auto* view = page_.review()->view();
    if (!view || !controller_.canRecord()) return std::nullopt;
    const auto& state = view->state();
    if (state.phase == Phase::discharged) return Role::nurse;
    if (state.phase == Phase::signedOff && !state.hasSigned(Role::prescriber)) return Role::prescriber;
    return std::nullopt;
}

void ReviewActions::offerSignature() {
    const auto missing = missingSignature();
    sign_->setVisible(missing.has_value());
    if (missing) sign_->setText(*missing == Role::nurse ? tr("Sign as nurse") : tr("Sign as prescriber"));
}

void ReviewActions::openSignature() {
    if (const auto missing = missingSignature())
        serve(new ConfirmPanel(signatureContent(staff_, operatorNow_(), *missing)));
}

/// What was added is on disk: the page shows it.
void ReviewActions::recorded(const Uuid& session) {
    if (page_.review()->isShown() && page_.review()->session() == session) page_.open(session);
    page_.reload();
}

Decision ReviewActions::send(Command command, Millis ago) {
    if (ago > Millis{0})
        return Refusal{
            phrase("This session is over: what is added now is dated now, and a correction keeps its time.")};
    if (command.actor.id.empty()) command.actor = operatorNow_();
    if (command.actor.id.empty())
        return Refusal{phrase("Choose who you are on the start page first; every entry carries a name.")};
    return controller_.submitTo(page_.review()->session(), std::move(command));
}

template <class Panel>
Panel* ReviewActions::serve(Panel* panel) {
    host_->close();
    panel_.reset(panel);
    servePins(*panel, staff_, [this](Command command, Millis ago) { return send(std::move(command), ago); });
    connect(panel, &EntryPanel::finished, host_, &PanelHost::close);
    connect(panel, &EntryPanel::closeRequested, host_, &PanelHost::close);
    host_->setArea(page_.review()->geometry().adjusted(kReviewActionsMargin, kReviewActionsMargin,
                                                       -kReviewActionsMargin, 0));
    panel->begin();
    host_->open(*panel);
    return panel;
}

/// A panel is replaced only after its own signal has returned.
void ReviewActions::later(std::function<void()> act) {
    QMetaObject::invokeMethod(
        this, [act = std::move(act)] { act(); }, Qt::QueuedConnection);
}

void ReviewActions::openEntry(const Uuid& id) {
    const auto* view = page_.review()->view();
    const auto* event = view ? findEvent(*view, id) : nullptr;
    if (!event) return;
    auto content = readEntry(*view, *event, labels());
    content.whyNoCorrection =
        whyNoCorrection(*event, isClosedSession(), catalogue_,
                        tr("Withdraw this entry; the session can be resumed to record it anew."));
    if (isClosedSession() || !isCorrectable(event->body)) content.whyNoWithdrawal = content.whyNoCorrection;
    auto* panel = serve(new EntryViewPanel(content));
    const auto act = [this, id](void (ReviewActions::*what)(const Event&)) {
        later([this, id, what] {
            const auto* shown = page_.review()->view();
            if (const auto* entry = shown ? findEvent(*shown, id) : nullptr) (this->*what)(*entry);
        });
    };
    connect(panel, &EntryViewPanel::correctRequested, this, [act] { act(&ReviewActions::openCorrection); });
    connect(panel, &EntryViewPanel::withdrawRequested, this, [act] { act(&ReviewActions::openWithdraw); });
    connect(panel, &EntryViewPanel::noteRequested, this, [this, id] { later([this, id] { openNote(id); }); });
    connect(panel, &EntryViewPanel::otherRequested, this, [this](const Uuid& other) {
        later([this, other] {
            page_.review()->selectEvent(other);
            openEntry(other);
        });
    });
    connect(panel, &EntryViewPanel::listRequested, host_, &PanelHost::close);
}

void ReviewActions::openAdd() {
    if (!page_.review()->isShown()) return;
    if (isClosedSession())
        openAddendum(nullptr);
    else
        serve(new NotePanel);
}

void ReviewActions::openNote(const Uuid& about) {
    const auto* view = page_.review()->view();
    const auto* event = view ? findEvent(*view, about) : nullptr;
    if (!event) return;
    if (isClosedSession()) return openAddendum(event);
    auto* panel = new NotePanel;
    panel->setAbout(about);
    serve(panel)->setHint(tr("about: %1").arg(correctionOf(*event, labels()).words));
}

/// The text of an addendum that is about an entry begins with that entry, so that it reads alone.
void ReviewActions::openAddendum(const Event* about) {
    ConfirmPanel::Content content;
    content.title = tr("Addendum");
    content.explanation =
        tr("The signed record stays as it was; the addendum stands beside it with your name and the time.");
    std::string begins;
    if (about) {
        const auto entry = correctionOf(*about, labels());
        begins = "About the entry of " + entry.when.toStdString() + ", " +
                 describeInEnglish(*about, labels()) + ": ";
        content.explanation +=
            QStringLiteral("\n") + tr("About the entry of %1, %2:").arg(entry.when, entry.words);
    }
    content.people = staff_.people();
    content.reasons = {QStringLiteral("late entry"), QStringLiteral("clarification"),
                       QStringLiteral("error in the record")};
    content.textLabel = tr("Text of the addendum");
    content.confirmText = tr("Add");
    content.build = [begins](const Actor&, const std::string& reason, const std::string& text) {
        // An empty text stays empty, so that it is refused.
        return AddendumAdded{text.empty() ? text : begins + text, reason};
    };
    serve(new ConfirmPanel(std::move(content)));
}

void ReviewActions::openWithdraw(const Event& event) {
    ConfirmPanel::Content content;
    content.title = tr("Withdraw an entry");
    content.explanation = tr("%1\nThe entry stays visible, struck through, with your reason.")
                              .arg(correctionOf(event, labels()).words);
    content.reasons = {QStringLiteral("wrong patient"), QStringLiteral("typing error"),
                       QStringLiteral("entered twice")};
    content.textLabel = tr("Reason");
    content.confirmText = tr("Withdraw this entry");
    content.corrects = event.id;
    content.build = [](const Actor&, const std::string& reason, const std::string& text) {
        return EntryWithdrawn{reason.empty() ? text : text.empty() ? reason : reason + ": " + text};
    };
    serve(new ConfirmPanel(std::move(content)));
}

void ReviewActions::openCorrection(const Event& event) {
    auto correction = correctionOf(event, labels());
    const auto* view = page_.review()->view();
    EntryPanel* panel = nullptr;
    if (const auto* score = std::get_if<ScoreEntered>(&event.body)) {
        panel = openScore(score->instrument);
    } else if (auto* began = std::get_if<SideEffectBegan>(&correction.before)) {
        // A severity that was changed since stays: the correction names the effect as it is now.
        for (const auto& effect : view->state().effects)
            if (effect.id == event.id) began->severity = effect.severity;
        std::vector<SideEffectPanel::Option> options;
        for (const auto& effect : catalogue_.sideEffects)
            options.push_back({effect.key, QString::fromStdString(effect.label), effect.frequent});
        panel = serve(new SideEffectPanel(std::move(options)));
    } else if (const auto* vitals = std::get_if<VitalsEntered>(&event.body);
               vitals && isOxygenEntry(*vitals)) {
        panel = serve(new OxygenPanel(OxygenPanel::devicesOf(view->protocol().orders)));
    } else if (vitals) {
        panel = serve(new BloodPressurePanel);
    } else if (std::holds_alternative<MedicationGiven>(event.body)) {
        panel = serve(new MedicationPanel(view->protocol().orders));
    } else if (std::holds_alternative<NoteWritten>(event.body)) {
        panel = serve(new NotePanel);
    } else if (std::holds_alternative<EventMarked>(event.body)) {
        panel = serve(new EventPanel(eventLabels(view->protocol())));
    }
    if (panel) panel->correct(correction);
}

EntryPanel* ReviewActions::openScore(const std::string& id) {
    const auto* instrument = catalogue_.instrument(id);
    if (!instrument) return nullptr; // whyNoCorrection() said so
    const auto sheet = scoreSheet(*instrument);
    if (sheet && id == "dissociation_check")
        return serve(new DissociationPanel(*sheet, std::vector<ScoreSheet>()));
    if (sheet && fitsOneTouch(*sheet)) return serve(new ScorePanel(*sheet));
    return serve(new InstrumentPanel(InstrumentPanel::Content{*instrument, {}, {}, {}}));
}

} // namespace chairside
