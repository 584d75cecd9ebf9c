// SPDX-License-Identifier: GPL-3.0-or-later
// Check-in: find a patient or enter a new one, two identifiers confirmed, today's weight, the protocol.
// Weight is kilograms, pounds are shown for reading only. Errors stand under their field and keep what was
// typed. A view: patients come from a callback, today's date from the state; nothing is stored here. Main
// thread.
#pragma once

#include "core/domain/event.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <array>
#include <functional>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;

namespace chairside {

class PushButton;
class TextLabel;

class CheckInPage : public QWidget {
    Q_OBJECT
public:
    struct State {
        QStringList protocols; ///< titles, in the order of their index
        QString today;         ///< ISO date
        bool operator==(const State&) const = default;
    };
    struct CheckIn {
        Patient patient; ///< id null for a new patient
        double weightKg = 0;
        std::optional<double> heightCm;
        int protocol = 0;    ///< index into State::protocols
        QString confirmedBy; ///< the two identifiers that were confirmed, in words
    };
    static constexpr int kMostFound = 20; ///< shown at once
    /// By name, without a query those seen last; one more than kMostFound says that there are more.
    using Search = std::function<std::vector<Patient>(const QString& query)>;

    explicit CheckInPage(Search search, QWidget* parent = nullptr);
    void setState(const State&);
    void begin();                     ///< empties everything, focus on the search
    void showProblem(const QString&); ///< the program's "no", in words, with everything kept

    enum class Field : std::uint8_t { family, given, birth, mrn, weight, height, allergies };
    QLineEdit* edit(Field) const;
    QString problem(Field) const; ///< what stands under the field now
    QString problem() const;      ///< what stands above the button

Q_SIGNALS:
    void checkInRequested(const chairside::CheckInPage::CheckIn&);
    void cancelled();

private:
    struct Row {
        QLineEdit* edit = nullptr;
        TextLabel* problem = nullptr;
    };
    static constexpr std::size_t kFields = 7;
    QWidget* makeSearch();
    QWidget* makeForm();
    QWidget* makeRow(Field, const QString& label, const QString& hint);
    Row& row(Field field) { return rows_[static_cast<std::size_t>(field)]; }
    const Row& row(Field field) const { return rows_[static_cast<std::size_t>(field)]; }
    void find();
    void choose(const Patient&);
    void startNew();
    bool check(); ///< marks every wrong field; true when none is
    void mark(Field, const QString& problem);
    void showWeight();
    void submit();

    Search search_;
    State state_;
    std::vector<Patient> found_;
    Patient chosen_;
    std::array<Row, kFields> rows_{};
    QLineEdit* query_;
    QListWidget* results_;
    TextLabel *resultsText_, *pounds_, *problem_;
    QComboBox *sex_, *protocol_;
    QCheckBox *nameConfirmed_, *idConfirmed_;
    PushButton* go_;
};

} // namespace chairside
