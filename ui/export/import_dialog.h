// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of another program on its way into the record: which of its channels is which vital sign, who
// it belongs to, who answers for it. What is not mapped stays in the file. A view: reading the file and
// keeping the session come through the ports; what was taken over, or why nothing was, is said in the dialog.
// Main thread.
#pragma once

#include "core/interop/foreign_recording.h"

#include <QDialog>

#include <functional>
#include <vector>

class QComboBox;
class QLineEdit;

namespace chairside {

class PushButton;
class TextLabel;

struct ImportChoice {
    ChannelMap map;
    QString familyName, givenName, mrn;
};

class ImportDialog final : public QDialog {
    Q_OBJECT
public:
    /// Keeps the recording; what was kept, in one sentence.
    using Keep = std::function<Result<std::string>(const ForeignRecording&, const ImportChoice&)>;
    ImportDialog(ForeignRecording recording, Keep keep, QWidget* parent = nullptr);

    ImportChoice choice() const;
    QString message() const;
    QComboBox* channelChoice(std::size_t place) const { return choices_[place]; } ///< null: cannot be mapped

private:
    QWidget* makeChannels();
    QWidget* makePatient();
    QWidget* makeFooter();
    void go();
    void refresh();
    void say(const QString& sentence, bool isFault);

    ForeignRecording recording_;
    Keep keep_;
    bool done_ = false;
    std::vector<QComboBox*> choices_;
    QWidget* body_;
    QLineEdit *family_, *given_, *mrn_;
    TextLabel* message_;
    PushButton *go_, *cancel_;
};

} // namespace chairside
