// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/instrument_library.h"

#include "core/base/phrase.h"
#include "core/base/system_reason.h"
#include "core/interop/located_json.h"
#include "core/interop/questionnaire_json.h"
#include "core/interop/scoring_json.h"
#include "core/interop/text_pack.h"

#include <algorithm>
#include <filesystem>

namespace chairside {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 2'000;

/// File names that end in ".json", sorted, so that the same directory always gives the same library.
Result<std::vector<fs::path>> jsonFiles(const std::string& directory) {
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(directory, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".json") files.push_back(at->path());
        if (files.size() > kMaxFiles)
            return Error{phrase("{1}: There are too many files here to be an instrument folder.", directory)};
    }
    if (failed)
        return Error{
            phrase("{1}: The instrument folder cannot be read ({2}).", directory, systemReason(failed))};
    std::sort(files.begin(), files.end());
    return files;
}

bool isScoring(const fs::path& file) {
    return file.filename().string().ends_with(".scoring.json");
}
bool isPack(const fs::path& file) {
    return file.filename().string().ends_with(".text.json");
}

fs::path scoringBeside(const fs::path& file) {
    return file.parent_path() / (file.stem().string() + ".scoring.json");
}

Result<Instrument> readOne(const fs::path& file) {
    const auto text = readWholeFile(file.string(), kMaxQuestionnaireBytes);
    if (!text) return text.error();
    auto instrument = readQuestionnaire(text.value(), file.filename().string());
    const fs::path scoring = scoringBeside(file);
    std::error_code failed;
    if (!instrument || !fs::exists(scoring, failed)) return instrument;
    const auto rules = readWholeFile(scoring.string(), kMaxQuestionnaireBytes);
    if (!rules) return rules.error();
    return readScoring(std::move(instrument.value()), rules.value(), scoring.filename().string());
}

/// A scoring file whose questionnaire is gone or misnamed would otherwise be ignored without a word.
void noteOrphan(InstrumentLibrary& library, const fs::path& scoring) {
    std::string name = scoring.filename().string();
    name.replace(name.size() - std::string_view(".scoring.json").size(), std::string::npos, ".json");
    std::error_code failed;
    if (fs::exists(scoring.parent_path() / name, failed)) return;
    library.errors.push_back(faultError(
        scoring.filename().string(), {0, {}, phrase("There is no questionnaire \"{1}\" beside it.", name)}));
}

void addPack(InstrumentLibrary& library, const fs::path& file) {
    const std::string name = file.filename().string();
    const auto refuse = [&](const Error& error) { library.errors.push_back(error); };
    const auto text = readWholeFile(file.string(), kMaxQuestionnaireBytes);
    if (!text) return refuse(text.error());
    const auto target = textPackTarget(text.value(), name);
    if (!target) return refuse(target.error());
    const auto skeleton = std::find_if(library.instruments.begin(), library.instruments.end(),
                                       [&](const Instrument& one) { return one.id == target->instrument; });
    if (skeleton == library.instruments.end())
        return refuse(faultError(
            name, {0, "instrument", phrase("There is no instrument \"{1}\".", target->instrument)}));
    const auto filled = applyTextPack(*skeleton, text.value(), name);
    if (!filled) return refuse(filled.error());
    *skeleton = filled.value();
}

void sortById(InstrumentLibrary& library) {
    std::sort(library.instruments.begin(), library.instruments.end(),
              [](const Instrument& a, const Instrument& b) { return a.id < b.id; });
}

/// Questionnaires with their scoring, without text packs.
InstrumentLibrary readFolder(const std::string& directory) {
    InstrumentLibrary library;
    const auto files = jsonFiles(directory);
    if (!files) {
        library.errors.push_back(files.error());
        return library;
    }
    for (const fs::path& file : files.value()) {
        if (isScoring(file)) noteOrphan(library, file);
        if (isScoring(file) || isPack(file)) continue;
        auto instrument = readOne(file);
        if (!instrument)
            library.errors.push_back(instrument.error());
        else if (library.find(instrument->id))
            library.errors.push_back(faultError(
                file.filename().string(),
                {0, "id", phrase("Another file is already the instrument \"{1}\".", instrument->id)}));
        else
            library.instruments.push_back(std::move(instrument.value()));
    }
    sortById(library);
    return library;
}

} // namespace

const Instrument* InstrumentLibrary::find(std::string_view id) const {
    for (const Instrument& one : instruments)
        if (one.id == id) return &one;
    return nullptr;
}

InstrumentLibrary loadInstruments(const std::string& directory) {
    InstrumentLibrary library = readFolder(directory);
    std::error_code failed;
    if (fs::is_directory(directory, failed)) addTextPacks(library, directory); // else it was said already
    return library;
}

std::set<std::string> addOwnInstruments(InstrumentLibrary& library, const std::string& directory) {
    auto own = readFolder(directory);
    std::set<std::string> ids;
    for (auto& error : own.errors) library.errors.push_back(std::move(error));
    for (auto& instrument : own.instruments) {
        ids.insert(instrument.id);
        const auto shipped = std::find_if(library.instruments.begin(), library.instruments.end(),
                                          [&](const Instrument& one) { return one.id == instrument.id; });
        if (shipped == library.instruments.end()) {
            library.instruments.push_back(std::move(instrument));
            continue;
        }
        if (shipped->version == instrument.version &&
            (shipped->document != instrument.document ||
             shipped->scoringDocument != instrument.scoringDocument))
            library.errors.push_back({phrase(
                "The clinic's own \"{1}\" and the shipped one are both version {2}, with different content. "
                "The clinic's own is used; give it a version of its own so that records tell them apart.",
                instrument.title, instrument.version)});
        *shipped = std::move(instrument);
    }
    sortById(library);
    addTextPacks(library, directory);
    return ids;
}

void addTextPacks(InstrumentLibrary& library, const std::string& directory) {
    const auto files = jsonFiles(directory);
    if (!files) {
        library.errors.push_back(files.error());
        return;
    }
    for (const fs::path& file : files.value())
        if (isPack(file)) addPack(library, file);
}

} // namespace chairside
