<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>plurals</name>
    <message numerus="yes">
        <source>goes on from %n answer(s) given at %1</source>
        <translation><numerusform>goes on from %n answer given at %1</numerusform><numerusform>goes on from %n answers given at %1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) have no answer, so there will be no score.</source>
        <translation><numerusform>%n question has no answer, so there will be no score.</numerusform><numerusform>%n questions have no answer, so there will be no score.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) have no answer, so this check will have no sum.</source>
        <translation><numerusform>%n row has no answer, so this check will have no sum.</numerusform><numerusform>%n rows have no answer, so this check will have no sum.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) of %1 mg</source>
        <translation><numerusform>%n device of %1 mg</numerusform><numerusform>%n devices of %1 mg</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) found</source>
        <translation><numerusform>%n patient found</numerusform><numerusform>%n patients found</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Last recorded at %1 on %2, %n day(s) ago.</source>
        <translation><numerusform>Last recorded at %1 on %2, %n day ago.</numerusform><numerusform>Last recorded at %1 on %2, %n days ago.</numerusform></translation>
    </message>
</context>
</TS>
