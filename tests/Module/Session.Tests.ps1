BeforeAll {
    Import-Module (Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1')
}

Describe 'Connect-OSync' {
    It 'finds server and key by the environment' {
        $session = Connect-OSync
        "$($session.Address)" | Should -Be $env:ORLEANSSYNC_ADDRESS
        $session.Role | Should -Be 'Admin'
        (Get-OSyncSession).KeyId | Should -Be $session.KeyId
    }

    It 'takes a key as a secret, and says when it is wrong' {
        $wrong = ConvertTo-SecureString 'no key at all' -AsPlainText
        { Connect-OSync -Key $wrong -ErrorAction Stop } | Should -Throw -ErrorId '*,OrleansSync.PowerShell.Sessions.ConnectOSyncCommand'
        $right = ConvertTo-SecureString (Get-Content $env:ORLEANSSYNC_KEY_FILE) -AsPlainText
        (Connect-OSync -Key $right).Role | Should -Be 'Admin'
    }

    It 'belongs to its runspace, and Disconnect-OSync ends it' {
        Connect-OSync | Out-Null
        $other = [powershell]::Create()
        $null = $other.AddScript("Import-Module '$env:ORLEANSSYNC_MODULE/OrleansSync.psd1'; Get-OSyncSession").Invoke()
        $other.Streams.Error | Should -BeNullOrEmpty
        $other.Commands.Clear()
        $other.AddScript('Get-OSyncSession').Invoke() | Should -BeNullOrEmpty
        $other.Dispose()
        Disconnect-OSync
        Get-OSyncSession | Should -BeNullOrEmpty
    }

    It 'is shared by -Session' {
        $session = Connect-OSync
        Disconnect-OSync
        $second = Connect-OSync
        { Get-OSyncApplication -Session $session -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected*'
        Get-OSyncApplication Shop -Session $second | Should -Not -BeNullOrEmpty
    }
}

Describe 'API keys' {
    BeforeAll { Connect-OSync | Out-Null }

    It 'are made, listed and revoked' {
        $made = New-OSyncApiKey pester -Role Viewer
        $made.Key | Should -Not -BeNullOrEmpty
        "$made" | Should -Not -BeLike "*$($made.Key)*"
        (Get-OSyncApiKey pester).Role | Should -Be 'Viewer'
        $made | Revoke-OSyncApiKey -Confirm:$false
        (Get-OSyncApiKey pester).RevokeTime | Should -Not -BeNullOrEmpty
        (Get-OSyncApiKey -Current).Role | Should -Be 'Admin'
    }
}

Describe 'Errors' {
    BeforeAll { Connect-OSync | Out-Null }

    It 'have an id, a category, a target and advice' {
        $failed = $null
        New-OSyncApplication Shop -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -Be 'NameTaken,OrleansSync.PowerShell.Applications.NewOSyncApplicationCommand'
        $failed[0].CategoryInfo.Category | Should -Be 'ResourceExists'
        $failed[0].TargetObject | Should -Be "application 'Shop'"
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failed[0].Exception.Error.RequestId | Should -Not -BeNullOrEmpty
    }

    It 'let the pipeline go on' {
        $failed = $null
        $found = 'Shop', 'nothing' | ForEach-Object { Get-OSyncApplication $_ -ErrorAction SilentlyContinue -ErrorVariable +failed }
        $found.Name | Should -Be 'Shop'
        $failed.Count | Should -Be 1
    }

    It 'never wait for an answer that nobody gives' {
        $failed = $null
        Remove-OSyncApplication Shop -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NeedsAnswer,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Confirm:$false*'
        Get-OSyncApplication Shop | Should -Not -BeNullOrEmpty
    }
}

Describe 'Completion' {
    BeforeAll { Connect-OSync | Out-Null }

    It 'offers names from the server and values of enumerations' {
        $line = 'Get-OSyncDatabase Or'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Orders'
        $line = 'New-OSyncDefinition x -Direction P'
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $offered | Should -Contain 'Push'
        $offered | Should -Not -Contain 'Unspecified'
    }
}
