// SPDX-License-Identifier: GPL-3.0-or-later
// groupOf(): which of the history's filters an event belongs to. What it says in words is event_words.cpp.
#include "core/domain/event_words.h"

namespace chairside {
namespace {

struct Grouper {
    EventGroup operator()(const VitalsEntered&) const { return EventGroup::entry; }
    EventGroup operator()(const ScoreEntered&) const { return EventGroup::entry; }
    EventGroup operator()(const SideEffectBegan&) const { return EventGroup::entry; }
    EventGroup operator()(const SideEffectChanged&) const { return EventGroup::entry; }
    EventGroup operator()(const SideEffectEnded&) const { return EventGroup::entry; }
    EventGroup operator()(const NoteWritten&) const { return EventGroup::entry; }
    EventGroup operator()(const EventMarked&) const { return EventGroup::entry; }
    EventGroup operator()(const EntryWithdrawn&) const { return EventGroup::entry; }
    EventGroup operator()(const ArtefactMarked&) const { return EventGroup::entry; }
    EventGroup operator()(const CheckMissed&) const { return EventGroup::entry; }
    EventGroup operator()(const AccountWritten&) const { return EventGroup::entry; }
    EventGroup operator()(const MedicationGiven&) const { return EventGroup::drug; }
    EventGroup operator()(const DoseOrdered&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionStarted&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionPaused&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionResumed&) const { return EventGroup::drug; }
    EventGroup operator()(const RateChanged&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionStopped&) const { return EventGroup::drug; }
    EventGroup operator()(const SprayGiven&) const { return EventGroup::drug; }
    EventGroup operator()(const DrugDrawn&) const { return EventGroup::drug; }
    EventGroup operator()(const DrugWasted&) const { return EventGroup::drug; }
    EventGroup operator()(const DiscrepancyNamed&) const { return EventGroup::drug; }
    EventGroup operator()(const AlarmRaised&) const { return EventGroup::alarm; }
    EventGroup operator()(const AlarmAcknowledged&) const { return EventGroup::alarm; }
    EventGroup operator()(const AlarmPaused&) const { return EventGroup::alarm; }
    EventGroup operator()(const AlarmCleared&) const { return EventGroup::alarm; }
    EventGroup operator()(const LimitChanged&) const { return EventGroup::alarm; }
    EventGroup operator()(const SoundSet&) const { return EventGroup::alarm; }
    EventGroup operator()(const SessionResumed&) const { return EventGroup::technical; }
    EventGroup operator()(const SourceAttached&) const { return EventGroup::technical; }
    EventGroup operator()(const SourceLost&) const { return EventGroup::technical; }
    EventGroup operator()(const SourceReturned&) const { return EventGroup::technical; }
    EventGroup operator()(const ClockStepped&) const { return EventGroup::technical; }
    EventGroup operator()(const ReadingsSealed&) const { return EventGroup::technical; }
    EventGroup operator()(const StoreFault&) const { return EventGroup::technical; }
    EventGroup operator()(const SelfTested&) const { return EventGroup::technical; }
    EventGroup operator()(const StockReceived&) const { return EventGroup::drug; }
    EventGroup operator()(const StockRemoved&) const { return EventGroup::drug; }
    EventGroup operator()(const StockCounted&) const { return EventGroup::drug; }
    template <class Workflow>
    EventGroup operator()(const Workflow&) const {
        return EventGroup::workflow;
    }
};

} // namespace

EventGroup groupOf(const EventBody& body) {
    return std::visit(Grouper{}, body);
}

} // namespace chairside
