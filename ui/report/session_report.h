// SPDX-License-Identifier: GPL-3.0-or-later
// A recorded session on paper: a PDF with selectable text, embedded fonts and the chart as vectors, readable
// in black and white, with patient and page number on every page. Full record or one-page summary. Needs a
// QGuiApplication and no display; reads only what it is handed. Main thread. The file appears whole or not at
// all.
#pragma once

#include "core/base/result.h"
#include "core/domain/event_words.h"
#include "core/live/session_view.h"
#include "core/log/history.h"

#include <QPageSize>
#include <QString>
#include <memory>

class QPagedPaintDevice;
class QPainter;

namespace chairside {

class ReportPages;
class ReportSections;

enum class Paper : std::uint8_t { a4, letter };
QPageSize pageSizeOf(Paper paper);

struct ReportOptions {
    Paper paper = Paper::a4;
    bool summary = false;   ///< one page: figures, chart, signatures
    LabelOf label = {};     ///< words for keys of effects and instruments
    QString printedBy = {}; ///< "Chairside 0.1.0"
    QString printedAt = {}; ///< local date and time
};

struct ReportDone {
    int pages = 0;
    std::int64_t entries = 0; ///< rows of the list of entries; all of the record in a full report
};

/// The pages of one report, laid out once and painted as often as wanted: on screen, into a PDF, on a
/// printer. Record and view outlive it.
class PrintedReport {
public:
    PrintedReport(const SessionRecord& record, const SessionView& view, ReportOptions options);
    ~PrintedReport();
    PrintedReport(const PrintedReport&) = delete;
    PrintedReport& operator=(const PrintedReport&) = delete;

    ReportDone done() const;
    QSizeF pageSize() const; ///< points
    /// The painter counts points from the page's upper left corner.
    void paint(QPainter& painter, int page) const;
    /// All pages onto a device that was given the paper and no margins.
    void paintAll(QPagedPaintDevice& device, double dotsPerInch) const;

private:
    void frame(QPainter& painter, int page) const;
    double heightOfEnd() const;

    const SessionRecord& record_;
    ReportOptions options_;
    std::unique_ptr<ReportPages> pages_;
    std::unique_ptr<ReportSections> sections_;
};

Result<ReportDone> writeReport(const SessionRecord& record, const SessionView& view,
                               const ReportOptions& options, const QString& file);

} // namespace chairside
