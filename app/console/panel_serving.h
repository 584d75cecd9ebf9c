// SPDX-License-Identifier: GPL-3.0-or-later
// How LiveActions serves any entry panel: what it submits becomes a command of the person at the chair, the
// answer goes back to the panel. The panel lives until another one opens. Included by LiveActions' sources
// only.
#pragma once

#include "app/console/live_actions.h"
#include "app/console/pin_serving.h"
#include "ui/entry/entry_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/entry/panel_host.h"
#include "ui/live/live_page.h"

namespace chairside {

template <class Panel>
Panel* LiveActions::serve(Panel* panel) {
    page_.panels()->close();
    refresh_ = {};
    if (const auto* note = qobject_cast<const NotePanel*>(panel_.get()); note && !note->isFollowUp())
        noteDraft_ = note->draft();
    panel_.reset(panel);
    servePins(*panel, staff_, [this](Command command, Millis ago) {
        if (ago > Millis{0}) command.effective = controller_.now().mono - ago;
        auto decision = send(std::move(command));
        refreshOpenPanel();
        return decision;
    });
    connect(panel, &EntryPanel::finished, this, [this] { page_.panels()->close(); });
    connect(panel, &EntryPanel::closeRequested, this, [this] { page_.panels()->close(); });
    panel->begin();
    page_.panels()->open(*panel);
    return panel;
}

} // namespace chairside
