// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/clinic_ports.h"

#include "app/console/catalogue.h"
#include "ui/style/words.h"

#include <QDir>
#include <QFileDialog>

namespace chairside {
namespace {

QString placeWords(const QString& folder) {
    return tr("The clinic's own documents are kept in %1 and go before shipped ones.")
        .arg(QDir::toNativeSeparators(folder));
}

QString standingOf(const ListedProtocol& listed) {
    if (!listed.inForce) return tr("not in force");
    return listed.own ? tr("own") : tr("shipped");
}

ListRow rowOf(const ListedProtocol& listed) {
    const auto& p = listed.protocol;
    ListRow row;
    row.key = text(p.id) + QLatin1Char('@') + QString::number(p.version);
    row.title = text(p.title);
    row.detail = tr("version %1 · %2").arg(p.version).arg(text(listed.file));
    row.badge = standingOf(listed);
    row.quiet = !listed.inForce;
    return row;
}

DocumentSection::Shown shown(const Catalogue& catalogue, const ListedProtocol& listed) {
    DocumentSection::Shown out;
    out.title = text(listed.protocol.title);
    out.detail = tr("Version %1 · %2 · %3")
                     .arg(listed.protocol.version)
                     .arg(listed.own ? tr("the clinic's own") : tr("shipped"), text(listed.file));
    if (!listed.inForce)
        out.remarks << tr("Not in force: a newer version, or the clinic's own, goes before it.");
    out.parts = describeProtocol(listed.protocol, [&](const std::string& id) { return catalogue.label(id); });
    return out;
}

ListRow rowOf(const Catalogue& catalogue, const Instrument& instrument) {
    ListRow row;
    row.key = text(instrument.id);
    row.title = text(instrument.title);
    row.detail = tr("version %1 · %2").arg(text(instrument.version), text(instrument.id));
    row.badge = catalogue.documents.ownInstruments.contains(instrument.id) ? tr("own")
                : instrument.licence == LicenceClass::skeleton             ? tr("without wording")
                : instrument.licence == LicenceClass::licensedText         ? tr("own wording")
                                                                           : tr("shipped");
    return row;
}

} // namespace

ClinicPage::Ports clinicPorts(Catalogue& catalogue, const ClinicPlaces& places) {
    ClinicPage::Ports ports;
    const auto clinicFolder = places.folder;
    ports.chooseFile = [] {
        return QFileDialog::getOpenFileName(nullptr, tr("Protocol, questionnaire, scoring or text pack"), {},
                                            tr("Documents (*.json);;All files (*)"));
    };
    ports.preview = [&catalogue, clinicFolder](const QString& file) {
        return previewDocument(file.toStdString(), catalogue.documents, clinicFolder.toStdString());
    };
    ports.import = [&catalogue, places](const DocumentPreview& preview) -> Status {
        if (places.inSession())
            return Error{tr("A session is running; take it over afterwards.").toStdString()};
        if (auto done = importDocument(preview, places.folder.toStdString()); !done) return done;
        catalogue = Catalogue::load(places.resources, places.folder);
        return Done{};
    };
    ports.whyNoImport = [places] {
        return places.inSession() ? tr("Between sessions only: rules in force are never changed under a "
                                       "running session.")
                                  : QString();
    };
    ports.protocols = [&catalogue, clinicFolder] {
        DocumentSection::State state;
        for (const auto& listed : catalogue.documents.protocols) state.rows.push_back(rowOf(listed));
        state.problems = catalogue.problems;
        state.place = placeWords(clinicFolder);
        return state;
    };
    ports.instruments = [&catalogue, clinicFolder] {
        DocumentSection::State state;
        for (const auto& one : catalogue.instruments) state.rows.push_back(rowOf(catalogue, one));
        state.problems = catalogue.problems;
        state.place = placeWords(clinicFolder);
        return state;
    };
    ports.showProtocol = [&catalogue](const QString& key) {
        for (const auto& listed : catalogue.documents.protocols)
            if (rowOf(listed).key == key) return shown(catalogue, listed);
        return DocumentSection::Shown{};
    };
    ports.showInstrument = [&catalogue](const QString& key) {
        DocumentSection::Shown out;
        const auto* instrument = catalogue.instrument(key.toStdString());
        if (!instrument) return out;
        out.title = text(instrument->title);
        out.detail = tr("Version %1 · %2").arg(text(instrument->version), text(instrument->id));
        out.parts = describeInstrument(*instrument);
        return out;
    };
    return ports;
}

} // namespace chairside
