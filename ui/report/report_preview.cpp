// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_preview.h"

#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QFileDialog>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kPreviewWidth = 980, kReportPreviewHeight = 700, kMostPageWidth = 900;

/// One page as it will be on paper; remembers its picture until its size changes.
class PageView final : public QWidget {
public:
    PageView(const PrintedReport& report, int page, int of) : report_(report), page_(page) {
        setAccessibleName(ReportPreview::tr("Page %1 of %2").arg(page + 1).arg(of));
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        setMaximumWidth(kMostPageWidth);
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override {
        const auto paper = report_.pageSize();
        return qRound(width * paper.height() / paper.width());
    }
    QSize sizeHint() const override { return {kMostPageWidth, heightForWidth(kMostPageWidth)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const double ratio = devicePixelRatioF();
        if (picture_.size() != size() * ratio) {
            picture_ = QPixmap(size() * ratio);
            picture_.setDevicePixelRatio(ratio);
            picture_.fill(Qt::white);
            QPainter painter(&picture_);
            const double scale = width() / report_.pageSize().width();
            painter.scale(scale, scale);
            report_.paint(painter, page_);
        }
        QPainter painter(this);
        painter.drawPixmap(0, 0, picture_);
        painter.setPen(themeOf(*this).line);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

private:
    const PrintedReport& report_;
    int page_;
    QPixmap picture_;
};

} // namespace

ReportPreview::ReportPreview(What what, QWidget* parent) : QDialog(parent), what_(std::move(what)) {
    setWindowTitle(tr("Report"));
    setModal(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kWide, space::kInside, space::kWide, space::kInside);
    column->setSpacing(space::kGap);
    column->addWidget(makeBar());
    scroll_ = new QScrollArea;
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setAccessibleName(tr("Pages of the report"));
    scroll_->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(scroll_, 1);
    column->addWidget(makeFooter());
    resize(kPreviewWidth, kReportPreviewHeight);
    layOut();
}

ReportPreview::~ReportPreview() {
    delete scroll_->takeWidget(); // the pages paint from the report
}

QWidget* ReportPreview::makeBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kTight);
    row->addWidget(new TextLabel(tr("Report"), type::kTitle, Tone::normal, QFont::DemiBold));
    count_ = new TextLabel({}, type::kSmall, Tone::quiet);
    row->addWidget(count_, 1);
    const auto choice = [&](const QString& words, auto apply) {
        auto* chip = new Chip(words);
        chip->setCheckable(true);
        connect(chip, &QPushButton::clicked, this, [this, apply] {
            apply();
            layOut();
        });
        row->addWidget(chip);
        return chip;
    };
    full_ = choice(tr("Full record"), [this] { what_.options.summary = false; });
    summary_ = choice(tr("One page"), [this] { what_.options.summary = true; });
    row->addSpacing(space::kInside);
    a4_ = choice(tr("A4"), [this] { what_.options.paper = Paper::a4; });
    letter_ = choice(tr("Letter"), [this] { what_.options.paper = Paper::letter; });
    return bar;
}

QWidget* ReportPreview::makeFooter() {
    auto* footer = new QWidget;
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kTight);
    message_ = new TextLabel({}, type::kBody, Tone::normal);
    message_->setWrapping(true);
    row->addWidget(message_, 1);
    auto* close = new PushButton(tr("Close"));
    auto* print = new PushButton(tr("Print…"));
    auto* save = new PushButton(tr("Save PDF…"), ButtonLook::primary);
    for (auto* button : {close, print}) button->setAutoDefault(false);
    save->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(print, &QPushButton::clicked, this, &ReportPreview::print);
    connect(save, &QPushButton::clicked, this, &ReportPreview::chooseFile);
    for (auto* button : {close, print, save}) row->addWidget(button);
    return footer;
}

int ReportPreview::pageCount() const {
    return report_->done().pages;
}

QString ReportPreview::message() const {
    return message_->text();
}

void ReportPreview::layOut() {
    a4_->setChecked(what_.options.paper == Paper::a4);
    letter_->setChecked(what_.options.paper == Paper::letter);
    full_->setChecked(!what_.options.summary);
    summary_->setChecked(what_.options.summary);
    delete scroll_->takeWidget();
    report_ = std::make_unique<PrintedReport>(what_.record, *what_.view, what_.options);
    const int pages = pageCount();
    count_->setText(pages == 1 ? tr("1 page") : tr("%1 pages").arg(pages));
    auto* desk = new QWidget;
    auto* column = new QVBoxLayout(desk);
    column->setContentsMargins(space::kInside, space::kTight, space::kInside, space::kTight);
    column->setSpacing(space::kInside);
    for (int page = 0; page < pages; ++page) column->addWidget(new PageView(*report_, page, pages));
    column->addStretch();
    scroll_->setWidget(desk);
}

void ReportPreview::chooseFile() {
    const auto file = QFileDialog::getSaveFileName(this, tr("Save the report"), what_.proposedFile,
                                                   tr("PDF files (*.pdf)"));
    if (!file.isEmpty()) savePdf(file);
}

void ReportPreview::savePdf(const QString& file) {
    const auto done = writeReport(what_.record, *what_.view, what_.options, file);
    if (!done) return say(QString::fromStdString(done.error().message), true);
    say(tr("Saved as %1.").arg(file), false);
}

void ReportPreview::print() {
    QPrinter printer(QPrinter::HighResolution);
    printer.setPageSize(pageSizeOf(what_.options.paper));
    printer.setFullPage(true);
    QPrintDialog dialog(&printer, this);
    if (dialog.exec() != QDialog::Accepted) return;
    // The paper chosen here holds, whatever the printer's own default is.
    printer.setPageSize(pageSizeOf(what_.options.paper));
    printer.setFullPage(true);
    report_->paintAll(printer, printer.resolution());
    if (printer.printerState() == QPrinter::Error)
        return say(tr("The printer did not take the report. Save it as a PDF, or choose another printer."),
                   true);
    say(tr("Sent to the printer."), false);
}

void ReportPreview::say(const QString& sentence, bool isFault) {
    message_->setText(sentence);
    message_->setTone(isFault ? Tone::danger : Tone::normal);
}

} // namespace chairside
