using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Stepwell.Architecture.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Every_project_of_the_product_has_its_place_among_the_arrows() =>
        Rule.Holds(
            from project in Project.OfProduct
            where project.Name != Arrows.Host && !Arrows.Projects.ContainsKey(project.Name)
            select project.Name);

    [Fact]
    public void Project_files_follow_the_arrows() =>
        Rule.Holds(
            from project in Project.OfProduct
            from reference in project.Projects
            where !Arrows.Allows(project.Name, reference)
            select $"{project.Name} refers to {reference}");

    [Fact]
    public void Compiled_assemblies_follow_the_arrows() =>
        Rule.Holds(
            from project in Project.OfProduct
            from reference in CompiledReferences(project)
            where reference.StartsWith("Stepwell", StringComparison.Ordinal) && !Arrows.Allows(project.Name, reference)
            select $"{project.Name} uses {reference}");

    [Fact]
    public void Packages_are_used_only_where_they_belong() =>
        Rule.Holds(
            from project in Project.OfProduct
            from package in project.Packages
            where !Arrows.Packages.GetValueOrDefault(project.Name, []).Contains(package)
            select $"{project.Name} refers to the package {package}");

    [Fact]
    public void Pure_libraries_do_not_reach_outside() =>
        Rule.Holds(
            from project in Project.OfProduct
            where Arrows.Pure.Contains(project.Name)
            from reference in CompiledReferences(project)
            where Arrows.Outside.Any(prefix => reference.StartsWith(prefix, StringComparison.Ordinal))
            select $"{project.Name} uses {reference}");

    [Fact]
    public void A_service_never_refers_to_another_service() =>
        Rule.Holds(
            from project in Project.OfProduct
            where project.Name.StartsWith("Stepwell.Services.", StringComparison.Ordinal)
            from reference in project.Projects
            where reference.StartsWith("Stepwell.Services.", StringComparison.Ordinal)
            select $"{project.Name} refers to {reference}");

    /// <summary>The assemblies a compiled project really uses. The executable's assembly is spelled like its command.</summary>
    private static List<string> CompiledReferences(Project project)
    {
        var name = project.Name == Arrows.Host ? "stepwell" : project.Name;
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
