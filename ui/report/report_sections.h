// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a printed session, each put onto the pages in the words of the record: facts of the
// treatment, chart, measurements, entries, drug ledger, signatures, where it comes from. Owned by
// PrintedReport; reads the record it is handed and judges nothing. Main thread.
#pragma once

#include "core/domain/effect_course.h"
#include "core/live/session_facts.h"
#include "ui/report/report_pages.h"
#include "ui/report/session_report.h"

namespace chairside {

class ReportSections {
public:
    /// All of these outlive the sections and what they put onto the pages.
    ReportSections(const SessionRecord& record, const SessionView& view, const ReportOptions& options,
                   ReportPages& pages);

    void title();
    void figures();
    void chart(double reserved); ///< of a summary: leaves so much of the page free
    void before();
    void given();
    void grid();
    void sideEffects();
    void responses();
    void leaving();
    void monitors();
    void completeness();
    void entries();
    void ledger();
    void signatures();
    void provenance();

    const SessionView& view() const { return view_; }
    std::int64_t entryCount() const { return entries_; } ///< rows that entries() has put onto the pages

private:
    QString at(MonoTime moment) const;
    QString elapsed(MonoTime moment) const;
    QString moment(const std::optional<Moment>& m, int decimals = 0) const;
    std::string label(const std::string& key) const { return options_.label ? options_.label(key) : key; }
    QString dose() const;
    QString effects() const;
    QString actionWords(const EffectCourse& course) const;
    QString medications() const;
    QString channelWords(const ChannelFacts& c, const QString& extreme) const;
    QString newest(Channel c, MonoTime t) const;
    QString sedation(MonoTime t) const;
    bool stands(const Event& event) const; ///< neither corrected nor withdrawn
    QString itemTitle(const ItemConfirmed& item) const;
    std::vector<ReportPages::Row> confirmed(std::initializer_list<std::string_view> lists) const;
    /// Pressure, heart rate and saturation within a stretch: the first pressure of it or the last one.
    QString stateAround(MonoTime from, MonoTime to, bool last) const;
    QString clockWords() const;

    const SessionRecord& record_;
    const SessionView& view_;
    const ReportOptions& options_;
    SessionFacts facts_;
    std::vector<EffectCourse> effects_;
    ReportPages& pages_;
    std::int64_t entries_ = 0;
};

} // namespace chairside
