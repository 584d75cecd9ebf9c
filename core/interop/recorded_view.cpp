// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/recorded_view.h"

#include "core/base/phrase.h"
#include "core/interop/protocol_json.h"

namespace chairside {

namespace {

const SessionOpened* openingOf(const SessionRecord& record) {
    for (const auto& event : record.events)
        if (const auto* opened = std::get_if<SessionOpened>(&event.body)) return opened;
    return nullptr;
}

} // namespace

Result<Protocol> recordedProtocol(const SessionRecord& record) {
    const auto* opened = openingOf(record);
    if (!opened) return Error{phrase("The record of this session does not say how it began.")};
    return readProtocol(opened->protocolText, opened->protocolId);
}

const Protocol& RecordedViews::protocolOf(const SessionRecord& record) {
    const auto* opened = openingOf(record);
    if (!opened) return none_;
    const auto known = protocols_.find(opened->protocolText);
    if (known != protocols_.end()) return known->second;
    auto read = recordedProtocol(record);
    return protocols_.emplace(opened->protocolText, read ? std::move(read).value() : Protocol{})
        .first->second;
}

std::unique_ptr<SessionView> RecordedViews::open(const SessionRecord& record) {
    auto view = std::make_unique<SessionView>(protocolOf(record));
    for (const auto& event : record.events) view->apply(event);
    for (const auto& reading : record.readings) view->apply(reading);
    view->record().setDueMarks(view->dueMarks(std::max(view->state().lastAt, view->record().lastAt())));
    return view;
}

} // namespace chairside
