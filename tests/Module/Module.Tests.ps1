BeforeDiscovery {
    Import-Module (Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1')
    $commands = Get-Command -Module OrleansSync -CommandType Cmdlet | ForEach-Object { @{ Name = $_.Name } }
}

BeforeAll {
    $manifest = Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1'
    Import-Module $manifest
}

Describe 'The manifest' {
    It 'is one that PowerShell takes' {
        (Test-ModuleManifest $manifest).Name | Should -Be 'OrleansSync'
    }

    It 'exports what the module has, and nothing else' {
        $declared = (Import-PowerShellDataFile $manifest).CmdletsToExport | Sort-Object
        (Get-Command -Module OrleansSync -CommandType Cmdlet).Name | Sort-Object | Should -Be $declared
        Get-Command -Module OrleansSync -CommandType Function | Should -BeNullOrEmpty
        (Get-Alias Retry-OSyncParkedRow).Definition | Should -Be 'Resume-OSyncParkedRow'
    }

    It 'keeps the libraries of the module out of the load context of PowerShell' {
        $type = (Get-Command Connect-OSync).ImplementingType
        [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($type.Assembly).Name | Should -Be 'OrleansSync'
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name | Should -Not -Contain 'Google.Protobuf'
    }

    It 'can be imported again' {
        Remove-Module OrleansSync
        Import-Module $manifest
        Get-Command Get-OSyncRun | Should -Not -BeNullOrEmpty
    }
}

Describe 'Every cmdlet' {
    It '<Name> has help with every parameter and two examples' -ForEach $commands {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        $own = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }
        foreach ($parameter in $own) {
            ($help.parameters.parameter | Where-Object name -eq $parameter).description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter"
        }
    }

    It '<Name> says that there is no session instead of failing otherwise' -ForEach ($commands | Where-Object { $_.Name -match '^Get-' -and $_.Name -ne 'Get-OSyncSession' }) {
        $mandatory = @{}
        (Get-Command $Name).Parameters.Values | Where-Object { $_.Attributes.Mandatory -contains $true } | ForEach-Object { $mandatory[$_.Name] = 'x' }
        { & $Name @mandatory -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected*'
    }
}

Describe 'The topics' {
    It '<_> is there' -ForEach 'about_OrleansSync', 'about_OrleansSync_Routing', 'about_OrleansSync_Conflicts' {
        (Get-Help $_ | Out-String).Length | Should -BeGreaterThan 500
    }
}

Describe 'The scripts of the module' {
    It 'break no rule that must be kept' -Skip:(-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
        $rules = 'PSUseApprovedVerbs', 'PSUseSingularNouns', 'PSUseShouldProcessForStateChangingFunctions', 'PSAvoidUsingPlainTextForPassword', 'PSUseOutputTypeCorrectly', 'PSUseCompatibleSyntax', 'PSAvoidGlobalVars'
        Get-ChildItem $env:ORLEANSSYNC_MODULE -Include *.psm1, *.psd1 -Recurse | ForEach-Object { Invoke-ScriptAnalyzer $_.FullName -IncludeRule $rules } | Should -BeNullOrEmpty
    }
}
