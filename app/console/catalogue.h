// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's data that the console works with: protocols, instruments, side effects, the shipped ones and
// those of the clinic's own folder. Read at start and after an import; broken documents are left out and
// named in `problems`. Plain values, owned by main().
#pragma once

#include "core/domain/instrument.h"
#include "core/domain/protocol.h"
#include "core/domain/side_effect.h"
#include "core/interop/clinic_documents.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace chairside {

struct Catalogue {
    std::vector<Protocol> protocols; ///< in force
    std::vector<Instrument> instruments;
    std::vector<SideEffect> sideEffects;
    QStringList problems;      ///< one sentence per broken document
    ClinicDocuments documents; ///< all that were read, with where they come from

    /// `clinicFolder` need not exist; empty = shipped data only.
    static Catalogue load(const QString& resources, const QString& clinicFolder = {});
    const Protocol* protocol(const std::string& id) const;
    const Instrument* instrument(const std::string& id) const;
    /// Of an effect, an instrument, a question ("phq9/3") or an answer to it ("phq9/3=LA6569-3").
    std::string label(const std::string& key) const;
    QString effectLabel(const std::string& key) const; ///< the key itself when it is not on the list

private:
    std::string answerLabel(const std::string& key) const;
};

} // namespace chairside
