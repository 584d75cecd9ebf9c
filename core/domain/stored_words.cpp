// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/stored_words.h"

#include "core/base/phrase.h"

#include <array>

namespace chairside {
namespace {

// More words first: the first pattern that fits is taken. Made in core/domain/alarm/alarm_text, alarm_views,
// session_decide, core/live/session_engine, core/log and the panels of app/console.
constexpr auto kPatterns = std::to_array<std::string_view>({
    // devices
    toSay("{1} sends nothing. Look at the bedside monitor and check the cable. ({2})"),
    toSay("{1} sends nothing. Look at the bedside monitor and check the cable."),
    toSay("{1}: sensor off. Put the sensor back on."),
    toSay("{1}: weak signal. Check the sensor and the hand."),
    toSay("{1}: the cuff gave no result. Repeat the measurement."),
    toSay("{1} sends values with a future time. They are recorded but not watched."),
    toSay("{1} is one probe too many for a value. It is recorded but not watched."),
    toSay("{1} repeats the same values. Look at the bedside monitor and compare."),
    toSay(
        "Blood pressure: no complete value any more. Look at the bedside monitor and check the cuff; if its "
        "interval was changed, say so under Limits."),
    toSay("Blood pressure: no complete value any more. Look at the bedside monitor and check the cuff."),
    toSay("{1}: no value any more. Look at the bedside monitor and check the sensor."),
    toSay("{1} cannot be right. Look at the patient, then check the sensor."),
    // the program
    toSay("A disk fault in recording. Go on with the session; write vital signs on paper while this window "
          "says "
          "NOT BEING SAVED. ({1})"),
    toSay("A disk fault in recording. Go on with the session; write vital signs on paper while this window "
          "says "
          "NOT BEING SAVED."),
    toSay("The disk is nearly full. Recording goes on; make room soon. ({1})"),
    toSay("The disk is nearly full. Recording goes on; make room soon."),
    toSay("The computer's clock was changed. Times of this session stay as they were. ({1})"),
    toSay("The computer's clock was changed. Times of this session stay as they were."),
    toSay("Alarms are not heard here. Rely on the bedside monitor's sound. ({1})"),
    toSay("Alarms are not heard here. Rely on the bedside monitor's sound."),
    toSay("Readings arrive late. Rely on the bedside monitor. ({1})"),
    toSay("Readings arrive late. Rely on the bedside monitor."),
    toSay("This window was frozen. Readings were recorded; look at the patient and the chart. ({1})"),
    toSay("This window was frozen. Readings were recorded; look at the patient and the chart."),
    toSay("The alarm sound program has stopped. Rely on the bedside monitor. ({1})"),
    toSay("The alarm sound program has stopped. Rely on the bedside monitor."),
    toSay("the program that sounds alarms does not run"),
    toSay("no sound output"),
    toSay("the test tone was not heard at {1}"),
    toSay("the window stood still for {1}"),
    toSay("{1} MB left"),
    toSay("the computer's clock was changed by {1}"),
    toSay("the program ended unexpectedly"),
    toSay("as the last measurements came"),
    // storage
    toSay("{1} Since {2} the memory for waiting readings is full: newer readings are not kept, entries are."),
    toSay("{1} Not kept, because the memory for waiting readings was full: {2}."),
    toSay("NOT BEING SAVED since {1}. {2} What is entered now is kept in memory and written when the disk is "
          "back."),
    toSay("NOT BEING SAVED since {1}. {2}"),
    toSay(
        "The disk with the record does not answer. What is entered now is kept in memory and written when it "
        "answers."),
    toSay("Saving works again since {1}. Nothing that was entered is lost."),
    toSay("Saving works again since {1}, in {2}. Nothing that was entered is lost. Have the disk checked."),
    toSay("{1} Recording goes on in {2}."),
    toSay("The disk with the record did not answer for {1} s, from {2}. Nothing waited to be saved."),
    toSay("The disk with the record did not answer for {1} s, from {2}. {3} and {4} waited in memory; all "
          "were saved when it answered."),
    toSay("The disk with the record did not answer for {1} s, from {2}. {3} and {4} waited in memory."),
    toSay("{1} entries"),
    toSay("{1} entry"),
    toSay("{1} readings"),
    toSay("{1} reading"),
    toSay("The record file {1} is in use by another program. Nothing in it was changed. Close the other "
          "program and try again."),
    toSay("The record file {1} is not a Chairside record: it is not an SQLite database. It was left "
          "untouched. Choose another file."),
    toSay("The record file {1} is damaged. It was left as it is. Restore the last backup, or have the file "
          "examined."),
    toSay("The record file {1} cannot grow because the disk is full. What was saved before is safe. Free "
          "some space on the disk."),
    toSay("The record file {1} cannot be written: the file, its folder or the disk is read-only. Nothing in "
          "it was changed. Ask for write permission, or choose another file."),
    toSay("The record file {1} cannot be opened: the folder is missing or access is not permitted. Check the "
          "folder and its permissions."),
    toSay("The record file {1} cannot be read or written: the disk reported an error ({2}). What was saved "
          "before is kept. Check the disk."),
    toSay("The record file {1} is not read to its end: its pages lead in circles, as in a file that is "
          "damaged or made to do harm. It was left untouched. Restore a backup, or choose another file."),
    toSay("The record file {1} could not be used ({2}, code {3})."),
    toSay("The record file {1} is already in use by another Chairside window. Its sessions can be looked at "
          "here, but not changed. Go on in the other window, or close it first."),
    toSay("The record file {1} could not be set up safely ({2} is {3} instead of {4}), so it is not used."),
    toSay("The record file {1} could not be set up safely ({2}), so it is not used."),
    toSay("This SQLite library refuses a safety setting; the record file was not opened."),
    toSay(
        "The file {1} is not used: its tables or triggers are not those of a Chairside record, so opening it "
        "could run what somebody put into it. It was left untouched. Choose another file, or restore a "
        "backup."),
    toSay("The file {1} is not a Chairside record: it is a database of another program. It was left "
          "untouched. Choose another file."),
    toSay("The record file {1} was written by a newer Chairside (schema {2}; this one reads up to schema "
          "{3}). It was left untouched. Start the newer version."),
    toSay("The record cannot be read."),
    toSay("The disk of the record file {1} is not there."),
    toSay("{1} is not a file that can be read."),
    toSay("The folder {1} could not be made: {2}."),
    toSay("Could not make sure of {1}: {2}. Nothing that was recorded is lost."),
    toSay("Could not create the record file {1}: {2}. Nothing that was recorded is lost."),
    toSay("Could not rename {1}: {2}. Nothing that was recorded is lost."),
    toSay("Could not remove {1}: {2}. Nothing that was recorded is lost."),
    toSay("Could not lock the record file {1}: {2}. Nothing that was recorded is lost."),
    // checks
    toSay("{1} was missed. Do it now or say why not."),
    toSay("{1} is overdue."),
    // notes beside the alarms
    toSay("Demonstration: no real patient."),
    toSay("Simulated values: not a patient."),
    toSay("{1} makes its values up."),
    toSay("{1} replays a recording."),
    toSay("Cuff cycling on the oximeter arm: SpO₂ not watched for now."),
    // parts of a crossed limit
    toSay("No breath: {1}"),
    toSay("was {1}"),
    toSay("over"),
    toSay("repeat NIBP"),
    toSay("{1}, recovering (limit {2}) ({3} % above baseline {4}) for {5} min"),
    toSay("{1}, recovering (limit {2}) ({3} % above baseline {4})"),
    toSay("{1}, recovering (limit {2}) for {3} min"),
    toSay("recovering (limit {1})"),
    toSay("{1} ({2} % above baseline {3}) for {4} min"),
    toSay("{1} ({2} % above baseline {3})"),
    toSay("{1} for {2} min"),
    toSay("{1} > {2}"),
    toSay("{1} < {2}"),
    toSay("{1} ≥ {2}"),
    toSay("{1} ≤ {2}"),
    toSay("NIBP systolic {1}"),
    toSay("NIBP diastolic {1}"),
    toSay("NIBP mean {1}"),
    toSay("SpO₂ {1}"),
    toSay("EtCO₂ {1}"),
    toSay("Temp {1}"),
    toSay("O₂ {1}"),
    toSay("NIBP systolic"),
    toSay("NIBP diastolic"),
    toSay("NIBP mean"),
    toSay("SpO₂"),
    toSay("EtCO₂"),
    toSay("Temp"),
    toSay("O₂"),
    toSay("Nausea {1}"),
    toSay("Pain {1}"),
    // ways of wasting, and what was done about a side effect and thought of its cause
    toSay("waste container"),
    toSay("absorbed"),
    toSay("rinsed away"),
    toSay("watched"),
    toSay("reassured"),
    toSay("rate reduced"),
    toSay("paused"),
    toSay("medicine given"),
    toSay("unlikely"),
    toSay("possible"),
    toSay("probable"),
    // reasons offered for a touch
    toSay("done"),
    toSay("patient not reached"),
    toSay("no longer needed"),
    toSay("patient moved"),
    toSay("probe off"),
    toSay("cuff cycling"),
    toSay("line or sensor handled"),
    toSay("cuff slipped"),
    toSay("cuff on the wrong arm"),
    toSay("arm was bent"),
    toSay("wrong patient"),
    toSay("typing error"),
    toSay("entered twice"),
    toSay("late entry"),
    toSay("clarification"),
    toSay("error in the record"),
    toSay("benefit outweighs risk"),
    toSay("usual for this patient"),
    toSay("patient did not come"),
    toSay("patient's wish"),
    toSay("nothing has changed since"),
    toSay("patient stayed on the monitor"),
    toSay("hold not resolved"),
    toSay("checked in by mistake"),
    toSay("blood pressure"),
    toSay("dissociation or anxiety"),
    toSay("nausea or vomiting"),
    toSay("IV line"),
    toSay("patient rests, not disturbed"),
    toSay("patient declined"),
    toSay("covered by another check"),
    toSay("care of the patient came first"),
    toSay("device not available"),
    toSay("protocol does not apply"),
    toSay("nausea"),
    toSay("sedation"),
    toSay("as ordered"),
    toSay("Usual for this patient"),
    toSay("Prescriber's order"),
    toSay("Back to the protocol"),
    // what is stored of workflow
    toSay("by the protocol {1}"),
    toSay("before a patient is checked in"),
    toSay("while the patient is being checked in"),
    toSay("before a dose is ordered"),
    toSay("while a hold is open"),
    toSay("before the two-person time-out"),
    toSay("before the start"),
    toSay("while the treatment is running"),
    toSay("while the infusion is paused"),
    toSay("in recovery"),
    toSay("when the patient is ready to leave"),
    toSay("after discharge"),
    toSay("after the signature"),
    toSay("after the session was cancelled"),
    toSay("the source does not answer"),
    toSay("no data for {1}"),
    toSay("the source failed: {1}"),
    toSay("unknown fault"),
    toSay("end of the recording"),
    toSay("full name and birth date"),
    toSay("yes"),
    toSay("no"),
    toSay("quiet"),
    toSay("full"),
    toSay("from the baseline {1}"),
    toSay("now {1}"),
    toSay("conducted and documented the session"),
    toSay("reviewed the session"),
});

} // namespace

std::string storedWords(std::string_view stored) {
    return restated(stored, kPatterns);
}

} // namespace chairside
