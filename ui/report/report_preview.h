// SPDX-License-Identifier: GPL-3.0-or-later
// The report before it is printed: its pages as they will be on paper, A4 or Letter, full record or one page,
// and the ways out: a PDF or a printer. Pages are painted when they come into sight. Owns the record and the
// folds it shows; changes nothing. Main thread.
#pragma once

#include "ui/report/session_report.h"

#include <QDialog>

#include <memory>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace chairside {

class Chip;
class PushButton;
class TextLabel;

class ReportPreview final : public QDialog {
    Q_OBJECT
public:
    struct What {
        SessionRecord record;
        std::unique_ptr<SessionView> view;
        ReportOptions options;
        QString proposedFile; ///< for the PDF
    };
    explicit ReportPreview(What what, QWidget* parent = nullptr);
    ~ReportPreview() override;

    int pageCount() const;
    Paper paper() const { return what_.options.paper; }
    bool isSummary() const { return what_.options.summary; }
    QString message() const;
    void savePdf(const QString& file); ///< says where the person looks what became of it

private:
    QWidget* makeBar();
    QWidget* makeFooter();
    void layOut();
    void chooseFile();
    void print();
    void say(const QString& sentence, bool isFault);

    What what_;
    std::unique_ptr<PrintedReport> report_;
    Chip *a4_, *letter_, *full_, *summary_;
    QScrollArea* scroll_;
    TextLabel *count_, *message_;
};

} // namespace chairside
