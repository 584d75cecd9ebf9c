// SPDX-License-Identifier: GPL-3.0-or-later
// LiveActions: the panels of the workflow, from the screen to the addendum.
#include "app/console/live_actions.h"
#include "app/console/panel_serving.h"
#include "app/console/signature_panel.h"
#include "core/domain/baseline.h"
#include "ui/entry/checklist_panel.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/ledger_panel.h"
#include "ui/style/stored_text.h"

namespace chairside {
namespace {

std::vector<RequiredItem> dischargeItems(const Protocol& protocol) {
    const auto& gate = protocol.gate;
    const auto asked = [&](const char* key) {
        for (const auto& check : protocol.checks)
            for (const auto& capture : check.captures)
                if (capture.find(key) != std::string::npos) return true;
        return false;
    };
    std::vector<RequiredItem> items;
    const auto add = [&](bool wanted, const char* key, const QString& title) {
        if (!wanted) return;
        RequiredItem item;
        item.key = key;
        item.title = title.toStdString();
        items.push_back(item);
    };
    add(gate.orientedX3, "oriented", LiveActions::tr("Oriented to person, place and time"));
    add(gate.steadyGait, "gait", LiveActions::tr("Walks steadily"));
    add(gate.escort, "escort",
        LiveActions::tr("Escort is here; no driving until the next day after restful sleep"));
    add(asked("side_effects"), "side_effects",
        LiveActions::tr("Side effects asked about; those present are charted"));
    add(asked("si_question"), "si_question",
        LiveActions::tr("Asked about thoughts of suicide before leaving; none of concern"));
    return items;
}

} // namespace

std::map<std::string, std::string> LiveActions::answersOf(const std::string& list) const {
    std::map<std::string, std::string> answers;
    const auto prefix = list + "/";
    for (const auto& [key, value] : view().state().confirmed)
        if (key.rfind(prefix, 0) == 0) answers[key.substr(prefix.size())] = value;
    return answers;
}

/// Who gave each answer, both names where two people checked.
std::map<std::string, std::string> LiveActions::namesOf(const std::string& list) const {
    std::map<std::string, std::string> names;
    for (const auto& event : view().events())
        if (const auto* item = std::get_if<ItemConfirmed>(&event.body); item && item->list == list)
            names[item->item] =
                event.actor.name + (item->secondPerson.empty() ? "" : ", " + item->secondPerson);
    return names;
}

void LiveActions::openScreen() {
    ChecklistPanel::Content content;
    content.hint = tr("Each answer is stored when given.");
    content.list = "screen";
    content.items = view().protocol().screen;
    content.answers = answersOf("screen");
    if (view().state().phase == Phase::checkedIn) {
        content.finishText = tr("Screen complete");
        content.finish = ScreenCompleted{};
    } else {
        content.hint = tr("The screen is complete. An answer that stops the treatment holds the patient.");
    }
    content.title = tr("Pre-session screen");
    auto* panel = new ChecklistPanel(std::move(content));
    serve(panel);
    refresh_ = [this, panel] { panel->setAnswers(answersOf("screen")); };
}

void LiveActions::openTimeout() {
    ChecklistPanel::Content content;
    content.hint = tr("Read aloud and check together: two people.");
    content.list = "timeout";
    content.items = view().protocol().timeout;
    content.answers = answersOf("timeout");
    content.finishText = tr("Both confirm");
    content.finish = TimeoutConfirmed{};
    content.twoPeople = true;
    content.people = staff_.others(operatorNow_());
    content.title = tr("Two-person time-out");
    auto* panel = new ChecklistPanel(std::move(content));
    serve(panel);
    refresh_ = [this, panel] {
        panel->setAnswers(answersOf("timeout"));
        panel->setNames(namesOf("timeout"));
    };
    refresh_();
}

void LiveActions::openDischargeList() {
    ChecklistPanel::Content content;
    content.hint = tr("Blood pressure, saturation, sedation and nausea come from the entries.");
    content.list = "discharge";
    content.items = dischargeItems(view().protocol());
    content.answers = answersOf("discharge");
    content.title = tr("Discharge list");
    auto* panel = new ChecklistPanel(std::move(content));
    serve(panel);
    refresh_ = [this, panel] { panel->setAnswers(answersOf("discharge")); };
}

void LiveActions::openHold() {
    const auto& holds = view().state().holds;
    const auto open = std::find_if(holds.begin(), holds.end(), [](const Hold& h) { return !h.settled; });
    if (open == holds.end()) return;
    ConfirmPanel::Content content;
    content.explanation =
        tr("%1. Measure again and use \"Check again\", or a prescriber decides and says why.")
            .arg(storedText(open->detail));
    const bool atChair = std::ranges::any_of(view().protocol().holds, [&](const HoldRule& rule) {
        return rule.id == open->code && rule.action == "prescriber_at_chair";
    });
    if (atChair)
        content.explanation += QStringLiteral(" ") + tr("The protocol wants the prescriber at the chair.");
    content.people = staff_.prescribers();
    content.reasons = {QStringLiteral("benefit outweighs risk"), QStringLiteral("usual for this patient")};
    content.textLabel = tr("Reason");
    content.confirmText = tr("Override the hold");
    content.alternativeText = tr("Check again");
    content.alternative = ScreenCompleted{};
    content.build = [code = open->code](const Actor&, const std::string& reason, const std::string& text) {
        return HoldOverridden{code, joined(reason, text)};
    };
    content.title = tr("Hold");
    serve(new ConfirmPanel(std::move(content)));
}

void LiveActions::openBaselineOverride() {
    const auto& v = view();
    const auto stale = staleBaseline(v.protocol(), v.state(), v.vitals(), controller_.now().mono);
    if (!stale) return;
    ConfirmPanel::Content content;
    content.explanation = QString::fromStdString(stale->sentence);
    content.people = staff_.prescribers();
    content.reasons = {QStringLiteral("nothing has changed since"),
                       QStringLiteral("patient stayed on the monitor")};
    content.textLabel = tr("Reason");
    content.confirmText = tr("Let the baseline stand");
    content.build = [](const Actor&, const std::string& reason, const std::string& text) {
        return HoldOverridden{std::string(kBaselineHold), joined(reason, text)};
    };
    content.title = tr("Age of the baseline");
    serve(new ConfirmPanel(std::move(content)));
}

void LiveActions::openOverride() {
    ConfirmPanel::Content content;
    const auto gate = evaluateGate(view().protocol().gate, gateFacts(view().state(), view().vitals()),
                                   controller_.now().mono);
    QStringList open;
    for (const auto& one : gate.criteria)
        if (one.state != CriterionState::met)
            open << QString::fromStdString(one.title) +
                        (one.value.empty() ? QString()
                                           : QStringLiteral(" (%1)").arg(QString::fromStdString(one.value)));
    content.explanation =
        tr("Not met: %1. A prescriber may let the patient go and says why; it stands in the "
           "record.")
            .arg(open.join(QStringLiteral("; ")));
    content.people = staff_.prescribers();
    content.textLabel = tr("Reason");
    content.confirmText = tr("Override and declare ready");
    content.build = [](const Actor&, const std::string& reason, const std::string& text) {
        return DischargeReady{joined(reason, text)};
    };
    content.title = tr("Discharge override");
    serve(new ConfirmPanel(std::move(content)));
}

/// A demo takes nothing from the clinic's stock, so it is offered none of it.
bool LiveActions::keepsStock() const {
    const auto& opened = view().state().opened;
    return lots_ && !opened.demo && opened.drill.empty() && lots_(view().protocol().dosing.drug);
}

std::vector<StockLot> LiveActions::lotsInStock() const {
    return keepsStock() ? *lots_(view().protocol().dosing.drug) : std::vector<StockLot>{};
}

void LiveActions::openLedger() {
    const auto balance = [this] {
        return view().state().ledger.balance(view().state().givenMg(controller_.now().mono));
    };
    LedgerPanel::Content content;
    content.witnesses = staff_.others(operatorNow_());
    content.stockMgPerMl = view().protocol().dosing.stockMgPerMl;
    content.lots = lotsInStock();
    content.today = formatDate(controller_.now().wall);
    const auto& dosing = view().protocol().dosing;
    content.singleUse = dosing.singleUseVials;
    for (std::size_t i = 0; i < dosing.stockMgPerMl.size(); ++i)
        content.vialMg.push_back(i < dosing.vialMl.size() ? dosing.stockMgPerMl[i] * dosing.vialMl[i] : 0);
    if (const auto& order = view().state().order) {
        content.bagMgPerMl = order->concentrationMgPerMl;
        content.vialMgPerMl = order->stockMgPerMl;
    }
    content.balance = balance();
    content.openVials = view().state().ledger.openVials();
    auto* panel = new LedgerPanel(std::move(content));
    serve(panel);
    refresh_ = [this, panel, balance] {
        panel->setBalance(balance());
        panel->setOpenVials(view().state().ledger.openVials());
    };
}

void LiveActions::openDischarge() {
    ConfirmPanel::Content content;
    content.explanation = tr("The patient leaves now. Recording of vital signs ends.");
    content.textLabel = tr("Name of the escort, remarks");
    content.confirmText = tr("Discharge");
    content.build = [](const Actor&, const std::string&, const std::string& text) {
        return Discharged{text, {}};
    };
    content.title = tr("Discharge");
    serve(new ConfirmPanel(std::move(content)));
}

void LiveActions::openSignature(Role role) {
    serve(new ConfirmPanel(signatureContent(staff_, operatorNow_(), role)));
}

void LiveActions::openAddendum() {
    ConfirmPanel::Content content;
    content.explanation =
        tr("The signed record stays as it was; the addendum stands beside it with your name and the time.");
    content.people = staff_.people();
    content.reasons = {QStringLiteral("late entry"), QStringLiteral("clarification"),
                       QStringLiteral("error in the record")};
    content.textLabel = tr("Text of the addendum");
    content.confirmText = tr("Add");
    content.build = [](const Actor&, const std::string& reason, const std::string& text) {
        return AddendumAdded{text, reason};
    };
    content.title = tr("Addendum");
    serve(new ConfirmPanel(std::move(content)));
}

void LiveActions::openCancel() {
    ConfirmPanel::Content content;
    content.explanation =
        tr("Nothing has been given yet. The session ends here and stays in the history as cancelled.");
    content.reasons = {QStringLiteral("patient did not come"), QStringLiteral("patient's wish"),
                       QStringLiteral("hold not resolved"), QStringLiteral("checked in by mistake")};
    content.textLabel = tr("Remarks");
    content.confirmText = tr("Cancel this session");
    content.build = [](const Actor&, const std::string& reason, const std::string& text) {
        return SessionCancelled{joined(reason, text)};
    };
    content.title = tr("Cancel the session");
    serve(new ConfirmPanel(std::move(content)));
}

} // namespace chairside
