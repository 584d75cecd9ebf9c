// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/session_report.h"

#include "ui/report/report_pages.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"
#include "ui/style/origin_marks.h"

#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextLayout>

namespace chairside {

using namespace report;

namespace {

constexpr int kDotsPerInch = 1200;
constexpr double kMargin = 40, kHeader = 34, kFooter = 26;

QRectF bodyOf(const QSizeF& page) {
    return {kMargin, kMargin + kHeader, page.width() - 2 * kMargin,
            page.height() - 2 * kMargin - kHeader - kFooter};
}

void line(QPainter& p, const QString& words, double size, bool bold, const QRectF& box, Qt::Alignment how) {
    QTextLayout layout(words, ReportPages::font(size, bold));
    layout.beginLayout();
    auto row = layout.createLine();
    layout.endLayout();
    if (!row.isValid()) return;
    const double width = row.naturalTextWidth();
    p.setPen(Qt::black);
    layout.draw(&p, {how & Qt::AlignRight ? box.right() - width : box.left(), box.top()});
}

} // namespace

QPageSize pageSizeOf(Paper paper) {
    return QPageSize(paper == Paper::a4 ? QPageSize::A4 : QPageSize::Letter);
}

PrintedReport::PrintedReport(const SessionRecord& record, const SessionView& view, ReportOptions options)
    : record_(record), options_(std::move(options)),
      pages_(std::make_unique<ReportPages>(bodyOf(pageSize()))),
      sections_(std::make_unique<ReportSections>(record_, view, options_, *pages_)) {
    sections_->title();
    sections_->figures();
    sections_->chart(options_.summary ? heightOfEnd() : 0);
    if (!options_.summary) {
        sections_->before();
        sections_->given();
        sections_->grid();
        sections_->sideEffects();
        sections_->responses();
        sections_->leaving();
        sections_->ledger();
        sections_->monitors();
        sections_->completeness();
        sections_->entries();
    }
    sections_->signatures();
    sections_->provenance();
}

/// What signatures and origin take, so that the chart of a summary leaves them their place on its one page.
double PrintedReport::heightOfEnd() const {
    ReportPages scratch(bodyOf(pageSize()));
    ReportSections sections(record_, sections_->view(), options_, scratch);
    const double before = scratch.left();
    sections.signatures();
    sections.provenance();
    return scratch.count() == 1 ? before - scratch.left() : before;
}

PrintedReport::~PrintedReport() = default;

QSizeF PrintedReport::pageSize() const {
    return pageSizeOf(options_.paper).size(QPageSize::Point);
}

ReportDone PrintedReport::done() const {
    return {pages_->count(), sections_->entryCount()};
}

void PrintedReport::paint(QPainter& painter, int page) const {
    painter.setRenderHint(QPainter::Antialiasing);
    frame(painter, page);
    pages_->paint(painter, page);
}

void PrintedReport::paintAll(QPagedPaintDevice& device, double dotsPerInch) const {
    QPainter painter(&device);
    painter.scale(dotsPerInch / 72.0, dotsPerInch / 72.0);
    for (int i = 0; i < pages_->count(); ++i) {
        if (i > 0) device.newPage();
        paint(painter, i);
    }
}

void PrintedReport::frame(QPainter& p, int sheet) const {
    const auto page = pageSize();
    const auto& s = record_.summary;
    const auto& who = s.patient;
    const QRectF top(kMargin, kMargin, page.width() - 2 * kMargin, kHeader);
    const auto name = text(who.familyName).toUpper() +
                      (who.givenName.empty() ? QString() : QStringLiteral(", ") + text(who.givenName));
    line(p, name, 12, true, top, Qt::AlignLeft);
    line(p, tr("born %1 · MRN %2").arg(text(who.birthDate), orNone(text(who.mrn))), 8, false,
         top.translated(0, 16), Qt::AlignLeft);
    line(p, tr("Session of %1, %2").arg(text(formatDate(s.opened)), text(formatClock(s.opened))), 9, true,
         top, Qt::AlignRight);
    const auto marks = originMarks(s, record_.sources);
    line(p, marks.join(QStringLiteral(" · ")), 8, true, top.translated(0, 16), Qt::AlignRight);
    p.setPen(QPen(Qt::black, 0.8));
    p.drawLine(QPointF(top.left(), top.bottom() - 5), QPointF(top.right(), top.bottom() - 5));
    const QRectF foot(kMargin, page.height() - kMargin - 10, page.width() - 2 * kMargin, 12);
    line(p,
         tr("%1 · printed %2 · record %3")
             .arg(options_.printedBy, options_.printedAt, text(record_.chainHead).left(16)),
         7, false, foot, Qt::AlignLeft);
    line(p, tr("Page %1 of %2").arg(sheet + 1).arg(pages_->count()), 8, true, foot, Qt::AlignRight);
}

Result<ReportDone> writeReport(const SessionRecord& record, const SessionView& view,
                               const ReportOptions& options, const QString& file) {
    QSaveFile target(file); // appears under its name only when it is whole
    const auto failed = [&](const QString& why) {
        return Error{tr("The report could not be written to %1. Choose another place. (The system says: %2)")
                         .arg(file, why)
                         .toStdString()};
    };
    if (!target.open(QIODevice::WriteOnly)) return failed(target.errorString());
    ReportDone done;
    {
        QPdfWriter writer(&target);
        writer.setResolution(kDotsPerInch);
        writer.setPageSize(pageSizeOf(options.paper));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(tr("Infusion session record"));
        writer.setCreator(options.printedBy);
        const PrintedReport report(record, view, options);
        report.paintAll(writer, kDotsPerInch);
        done = report.done();
    }
    if (!target.commit()) return failed(target.errorString());
    return done;
}

} // namespace chairside
