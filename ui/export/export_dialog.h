// SPDX-License-Identifier: GPL-3.0-or-later
// Takes one session, or everything, away in open formats: which formats, into which folder, with or without
// the people in it. The work runs beside the window, shows how far it is and can be cancelled; what was done
// or why nothing was done is said in the dialog. A view: what an export is comes through the port. Main
// thread.
#pragma once

#include "core/base/uuid.h"
#include "ui/export/background_run.h"

#include <QDialog>

#include <optional>
#include <vector>

class QCheckBox;
class QLineEdit;
class QProgressBar;

namespace chairside {

class PushButton;
class TextLabel;

struct ExportChoice {
    std::optional<Uuid> session; ///< empty = every session of the record
    std::vector<const Exporter*> formats;
    QString folder;
    bool deidentified = false;
    bool keepFreeText = false; ///< somebody confirmed that the notes name nobody
};

class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    using MakeTask = std::function<BackgroundRun::Task(const ExportChoice& choice)>;
    struct What {
        std::optional<Uuid> session; ///< empty = everything
        QString words;               ///< "RIVERA, Ana · 2026-11-21 10:42", or "24 sessions"
        QString folder;              ///< proposed
    };
    ExportDialog(const What& what, MakeTask makeTask, QWidget* parent = nullptr);

    bool isRunning() const { return run_.isRunning(); }
    QString message() const;
    QString folder() const; ///< to propose it again

protected:
    void reject() override;

private:
    QWidget* makeFormats();
    QWidget* makePeople();
    QWidget* makeFolder();
    QWidget* makeFooter();
    std::vector<const Exporter*> chosenFormats() const;
    void chooseFolder();
    void go();
    void refresh();
    void say(const QString& sentence, bool isFault);
    void ended(const QString& sentence, bool isFault);

    What what_;
    MakeTask makeTask_;
    BackgroundRun run_;
    bool closing_ = false, done_ = false;

    std::vector<QCheckBox*> formats_;
    QWidget* choices_;
    QCheckBox *deidentified_, *keepText_;
    TextLabel *people_, *message_;
    QLineEdit* folder_;
    QProgressBar* progress_;
    PushButton *go_, *cancel_;
};

} // namespace chairside
