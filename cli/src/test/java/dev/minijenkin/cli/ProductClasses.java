package dev.minijenkin.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The classes of all modules, without those of tests.
final class ProductClasses {
    private ProductClasses() {}

    static JavaClasses imported() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // Modules export fixtures as a jar, which the option before does not know.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.minijenkin");
    }
}
