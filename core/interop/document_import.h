// SPDX-License-Identifier: GPL-3.0-or-later
// Taking a document into the clinic's folder: read and judged whole, shown in words, then written as the very
// bytes that were judged, under its final name only when all of it is on the disk. What it replaces is put
// aside, never deleted. Nothing in a document is executed or rendered. Any thread; called between sessions.
#pragma once

#include "core/base/result.h"
#include "core/interop/clinic_documents.h"
#include "core/interop/document_words.h"

#include <string>
#include <vector>

namespace chairside {

enum class DocumentKind : std::uint8_t { protocol, questionnaire, scoring, textPack };
std::string_view kindWords(DocumentKind kind); ///< "protocol", for phrase()

struct DocumentPreview {
    DocumentKind kind = DocumentKind::protocol;
    std::string title, id, version;
    std::string bytes;                ///< the document as judged
    std::string file;                 ///< where it will be, relative to the clinic's folder
    std::vector<std::string> aside;   ///< files that it replaces, relative to the clinic's folder
    std::vector<std::string> remarks; ///< sentences to read before it is taken over
    std::vector<DocumentPart> parts;  ///< its content in words, what changes first
    std::string refusal;              ///< sound, but it can't be taken over: why. Empty = it can
};

/// Reads a protocol, a FHIR Questionnaire, a scoring file or a text pack, whichever it is. An Error names
/// file, line and field.
Result<DocumentPreview> previewDocument(const std::string& file, const ClinicDocuments& documents,
                                        const std::string& clinicFolder);
/// Whole or nothing; on an Error the folder is as it was.
Status importDocument(const DocumentPreview& preview, const std::string& clinicFolder);

} // namespace chairside
